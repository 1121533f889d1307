//! What makes up a page: escaping, and a content security policy that lets run only what we wrote.

use base64::Engine as _;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// Text for HTML, within elements and attributes in double quotes.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{2028}' | '\u{2029}' => out.push(' '),
            // What HTML does not allow, and what turns the direction of a line around.
            '\0'..='\u{8}'
            | '\u{b}'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' => {
                out.push('\u{fffd}');
            }
            c => out.push(c),
        }
    }
    out
}

/// JSON that can stand in a script element and in a script: nothing in it ends or begins an element, a comment or a line.
pub(super) fn json(value: &impl Serialize) -> serde_json::Result<String> {
    let plain = serde_json::to_string(value)?;
    let mut out = String::with_capacity(plain.len() + plain.len() / 64);
    for c in plain.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    Ok(out)
}

/// A source for a content security policy: what has this hash.
pub(super) fn hash(content: &str) -> String {
    format!("'sha256-{}'", base64::engine::general_purpose::STANDARD.encode(Sha256::digest(content)))
}

/// The style of all pages.
pub(super) const STYLE: &str = include_str!("../../assets/report/style.css");

/// What stands before the body of a page. The policy forbids every connection, and every script and style but these.
pub(super) fn head(title: &str, scripts: Option<&str>) -> String {
    let scripts = scripts.unwrap_or("'none'");
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src {scripts}; \
         style-src {style}; img-src data:; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>{STYLE}</style>\n</head>\n",
        style = hash(STYLE),
        title = escape(title),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_an_article_can_end_an_element() {
        let hostile = "</script><!--<img src=x onerror='a()'>\u{2028}\"&\u{202e}\0";
        let safe = json(&hostile).unwrap();
        assert!(!safe.contains(['<', '>', '&', '\u{2028}', '\0']), "{safe}");
        assert_eq!(serde_json::from_str::<String>(&safe).unwrap(), hostile);
        let escaped = escape(hostile);
        assert!(!escaped.contains(['<', '>', '"', '\'', '\u{202e}', '\0']), "{escaped}");
        assert!(escaped.starts_with("&lt;/script&gt;"));
    }

    #[test]
    fn the_hash_is_that_of_the_standard() {
        // The example of the Content Security Policy specification.
        assert_eq!(hash("alert('Hello, world.');"), "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='");
    }
}
