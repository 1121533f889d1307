//! Web archives: the pages of their response records, as CC-NEWS ships them, and the texts of conversion records.

use std::io::{BufRead, Read};
use std::ops::ControlFlow;

use warc::{Error, RecordType, WarcHeader, WarcReader};

use super::fuse::{Fuse, too_large};
use super::html::{Coding, Page};
use super::open::Cutter;
use super::unit::Content;

/// The largest header that a record may have; the parser keeps it whole.
const HEADER: u64 = 1 << 20;

/// How many lines the header of a response may have.
const LINES: usize = 256;

/// Cuts a web archive into its pages.
pub(super) fn cut(input: &mut dyn BufRead, cutter: &mut Cutter<'_, '_>) -> ControlFlow<()> {
    let limit = cutter.settings.limits.article;
    let (input, charge) = Fuse::new(input, HEADER, "the header of a record");
    let mut reader = WarcReader::new(input);
    let mut records = reader.stream_records();
    loop {
        charge.set(HEADER);
        let begins = charge.read();
        // The end of a record, two empty lines, lies before the next one.
        let place = cutter.place(if begins == 0 { 0 } else { begins + 4 });
        let mut record = match records.next_item() {
            None => return ControlFlow::Continue(()),
            Some(Ok(record)) => record,
            Some(Err(error @ (Error::MissingHeader(_) | Error::MalformedHeader(..)))) => {
                charge.set(u64::MAX);
                cutter.failed(place.error(error.to_string()))?;
                continue;
            }
            Some(Err(error)) => return cutter.failed(place.error(format!("cannot be read any further: {error}"))),
        };
        charge.set(u64::MAX);
        let header = |name| record.header(name).map(|value| value.trim().to_owned());
        let kind = record.warc_type().clone();
        let wanted = matches!(kind, RecordType::Response | RecordType::Conversion);
        let page = Page {
            id: Some(record.warc_id().trim_matches(['<', '>']).to_owned()),
            url: header(WarcHeader::TargetURI).map(|url| url.trim_matches(['<', '>']).to_owned()),
            date: header(WarcHeader::Date),
            ..Page::default()
        };
        let length = record.content_length();
        let mut bytes = Vec::new();
        let read = if wanted { (&mut record).take(limit.saturating_add(1)).read_to_end(&mut bytes) } else { Ok(0) };
        let read = read.and_then(|_| std::io::copy(&mut record, &mut std::io::sink()));
        if let Err(error) = read {
            return cutter.failed(place.error(format!("cannot be read any further: {error}")));
        }
        if !wanted {
            continue;
        }
        if bytes.len() as u64 > limit {
            cutter.failed(place.error(too_large(limit)))?;
            continue;
        }
        if (bytes.len() as u64) < length {
            return cutter.failed(place.error("the archive ends within this record"));
        }
        let id = format!("{}:{}", cutter.id, place.index);
        if kind == RecordType::Conversion {
            cutter.unit(place, id, Content::Page(Box::new(Page { bytes, plain: true, ..page })))?;
            continue;
        }
        match response(bytes, page) {
            Ok(page) => cutter.unit(place, id, Content::Page(Box::new(page)))?,
            Err(Refused::NoPage(reason)) => cutter.passed_over(&place, reason)?,
            Err(Refused::Broken(reason)) => cutter.failed(place.error(reason))?,
        }
    }
}

enum Refused {
    /// It is something else than a page: no article is lost.
    NoPage(&'static str),
    Broken(String),
}

/// The page of a response: what stands after its header, and how it is coded.
fn response(mut bytes: Vec<u8>, page: Page) -> Result<Page, Refused> {
    let mut lines = [httparse::EMPTY_HEADER; LINES];
    let mut response = httparse::Response::new(&mut lines);
    let begins = match response.parse(&bytes) {
        Ok(httparse::Status::Complete(begins)) => begins,
        Ok(httparse::Status::Partial) => return Err(Refused::Broken("the response ends within its header".into())),
        Err(error) => return Err(Refused::Broken(format!("no response: {error}"))),
    };
    let header = |name: &str| {
        let found = response.headers.iter().find(|h| h.name.eq_ignore_ascii_case(name));
        found.map(|h| String::from_utf8_lossy(h.value).trim().to_ascii_lowercase()).unwrap_or_default()
    };
    if response.code != Some(200) {
        return Err(Refused::NoPage("the answer is no page: its status is not 200"));
    }
    let content = header("content-type");
    let mut parts = content.split(';').map(str::trim);
    if !matches!(parts.next(), Some("text/html" | "application/xhtml+xml" | "")) {
        return Err(Refused::NoPage("the answer is no page: its type is not HTML"));
    }
    let charset = parts.find_map(|p| p.strip_prefix("charset=")).map(|c| c.trim_matches(['"', '\'']).to_owned());
    let mut codings = Vec::new();
    if header("transfer-encoding").contains("chunked") {
        codings.push(Coding::Chunked);
    }
    match header("content-encoding").as_str() {
        "gzip" | "x-gzip" => codings.push(Coding::Gzip),
        "deflate" => codings.push(Coding::Deflate),
        "zstd" => codings.push(Coding::Zstd),
        "" | "identity" => {}
        other => return Err(Refused::Broken(format!("the page is compressed as {other:?}, which cannot be read"))),
    }
    bytes.drain(..begins);
    Ok(Page { bytes, charset, codings, ..page })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(bytes: &str) -> String {
        match response(bytes.as_bytes().to_vec(), Page::default()) {
            Ok(page) => format!("{:?} {:?}", page.charset, page.codings),
            Err(Refused::NoPage(reason)) => reason.into(),
            Err(Refused::Broken(reason)) => format!("broken: {reason}"),
        }
    }

    #[test]
    fn only_pages_are_taken() {
        let ok =
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\"ISO-8859-1\"\r\nContent-Encoding: gzip\r\n\r\nx";
        assert_eq!(refused(ok), "Some(\"iso-8859-1\") [Gzip]");
        assert!(refused("HTTP/1.1 301 Moved\r\n\r\n").contains("status"));
        assert!(refused("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n").contains("type"));
        assert!(refused("HTTP/1.1 200 OK\r\nContent-").starts_with("broken"));
        assert!(refused("nonsense\r\n\r\n").starts_with("broken"));
    }
}
