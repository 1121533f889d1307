#!/usr/bin/env python3
"""Writes the samples of every format from the twelve articles of articles.py.

    pip install pyarrow zstandard
    python3 make.py

The samples are kept in the repository, so that the tests need no Python; run this only when the articles change.
"""

import bz2
import csv
import gzip
import html
import io
import json
import lzma
import os
import shutil
import tarfile
import zipfile
from xml.sax.saxutils import escape, quoteattr

import pyarrow
import pyarrow.parquet
import zstandard

from articles import ARTICLES

HERE = os.path.dirname(os.path.abspath(__file__))
CLOCK = 1_500_000_000


def path(*parts):
    full = os.path.join(HERE, *parts)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    return full


def write(name, content):
    with open(path(name), "wb") as f:
        f.write(content if isinstance(content, bytes) else content.encode("utf-8"))


def dump(value, **options):
    return json.dumps(value, ensure_ascii=False, **options)


def paragraphs(article):
    return article["text"].split("\n\n")


def nitf(a):
    people = " and ".join(f"<person>{escape(n)}</person>" for n in a["authors"])
    body = "\n".join(f"      <p>{escape(p)}</p>" for p in paragraphs(a))
    body = body.replace("Ms. ", "<person>Ms.</person> ", 1).replace("“", "&ldquo;", 1).replace("—", "&#8212;", 1)
    lead = f"<p>{escape(paragraphs(a)[0])}</p>"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "http://www.nitf.org/IPTC/NITF/3.3/specification/dtd/nitf-3-3.dtd">
<nitf>
  <head>
    <title>{escape(a["title"])}</title>
    <docdata>
      <doc-id id-string={quoteattr(a["id"])}/>
      <doc.copyright holder="Somebody Else" year="2020"/>
      <identified-content><classifier class="indexing_service">Not &amp; text</classifier></identified-content>
    </docdata>
    <pubdata date.publication={quoteattr(a["published"])} ex-ref={quoteattr(a["url"])} name={quoteattr(a["publisher"])}/>
  </head>
  <body>
    <body.head>
      <hedline><hl1>{escape(a["title"])}</hl1><hl2 class="online_headline">Another headline</hl2></hedline>
      <byline class="print_byline">By {people}</byline>
      <byline class="normalized_byline">Nobody, At All</byline>
    </body.head>
    <body.content>
      <block class="lead_paragraph">
        {lead}
      </block>
      <block class="full_text">
{body}
        <media media-type="image"><media-caption>A picture that is no text</media-caption></media>
      </block>
    </body.content>
  </body>
</nitf>
"""


def newsml_item(a):
    creators = "".join(f"<creator><name>{escape(n)}</name></creator>" for n in a["authors"])
    body = "".join(f"<p>{escape(p)}</p>\n" for p in paragraphs(a)).replace("said", "<em>said</em>", 1)
    return f"""<newsItem guid={quoteattr(a["id"])} version="1" standard="NewsML-G2">
  <itemMeta>
    <itemClass qcode="ninat:text"/>
    <provider qcode="x:y"><name>{escape(a["publisher"])}</name></provider>
    <versionCreated>2021-01-01T00:00:00Z</versionCreated>
  </itemMeta>
  <contentMeta>
    <contentCreated>{a["published"]}</contentCreated>
    {creators}
    <headline>{escape(a["title"])}</headline>
  </contentMeta>
  <contentSet>
    <inlineXML contenttype="application/xhtml+xml">
      <html xmlns="http://www.w3.org/1999/xhtml"><head><title>No headline</title></head><body>
{body}</body></html>
    </inlineXML>
    <remoteContent href={quoteattr(a["url"])} contenttype="text/html"/>
  </contentSet>
</newsItem>"""


def newsml(articles):
    items = "\n".join(newsml_item(a) for a in articles)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2021-01-01T00:00:00Z</sent></header><itemSet>
{items}
</itemSet></newsMessage>
"""


def page(a, charset="utf-8", declare=True):
    data = dump({"@context": "https://schema.org", "@type": "NewsArticle", "headline": a["title"],
                 "datePublished": a["published"], "author": [{"@type": "Person", "name": n} for n in a["authors"]],
                 "publisher": {"@type": "Organization", "name": a["publisher"]}, "url": a["url"]}).replace("</", "<\\/")
    body = ""
    for number, paragraph in enumerate(paragraphs(a)):
        text = html.escape(paragraph, quote=False).replace(" said ", ' <a href="/said">said</a> ', 1)
        body += f'<p class="story-text">{text}</p>\n'
        if number == 1:
            body += """<div class="ad"><span>Advertisement</span></div>
<aside class="related"><h3>Read more</h3><ul><li><a href="/1">Ten things to do in Oslo</a></li></ul></aside>
<figure><img src="a.jpg" alt=""><figcaption>A picture. Photograph: Somebody</figcaption></figure>
"""
    meta = f'<meta charset="{charset}">' if declare else ""
    return f"""<!DOCTYPE html>
<html lang="en"><head>{meta}<title>{html.escape(a["title"])} | {a["publisher"]}</title>
<script type="application/ld+json">{data}</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<main><article><h1>{html.escape(a["title"])}</h1><p class="byline">By {" and ".join(a["authors"])}</p>
<div class="story-body">{body}</div></article>
<section class="comments"><h2>Comments</h2><p>First!</p></section></main>
<footer><p>Copyright. All rights reserved. Terms of use.</p></footer></body></html>
"""


def warc_record(kind, record_id, content_type, block, uri=None):
    lines = ["WARC/1.0", f"WARC-Type: {kind}", f"WARC-Record-ID: <{record_id}>", "WARC-Date: 2021-02-03T04:05:06Z"]
    if uri:
        lines.append(f"WARC-Target-URI: {uri}")
    lines += [f"Content-Type: {content_type}", f"Content-Length: {len(block)}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def response(headers, body, status="200 OK"):
    return f"HTTP/1.1 {status}\r\n".encode() + "".join(f"{h}\r\n" for h in headers).encode() + b"\r\n" + body


def warc(articles):
    records = [warc_record("warcinfo", "urn:info", "application/warc-fields", b"software: none\r\n")]
    for number, a in enumerate(articles):
        request = b"GET / HTTP/1.1\r\n\r\n"
        records.append(warc_record("request", f"urn:r:{number}", "application/http; msgtype=request", request, a["url"]))
        if number == 1:
            body = page(a, declare=False).encode()
            chunks = b"".join(b"%x\r\n%s\r\n" % (len(c), c) for c in (body[:999], body[999:])) + b"0\r\n\r\n"
            answer = response(["Content-Type: text/html; charset=UTF-8", "Transfer-Encoding: chunked"], chunks)
        elif number == 2:
            answer = response(["Content-Type: text/html", "Content-Encoding: gzip"],
                              gzip.compress(page(a, "windows-1252").encode("windows-1252"), mtime=CLOCK))
        elif number == 3:
            # As Common Crawl has it: decoded, but with the header left in.
            answer = response(["Content-Type: text/html; charset=windows-1252", "Content-Encoding: gzip"],
                              page(a, declare=False).encode("windows-1252"))
        else:
            answer = response(["Content-Type: text/html"], page(a).encode())
        records.append(warc_record("response", a["id"], "application/http; msgtype=response", answer, a["url"]))
    records.append(warc_record("response", "urn:moved", "application/http; msgtype=response",
                               response(["Location: /"], b"", "301 Moved"), "https://example.org/moved"))
    records.append(warc_record("response", "urn:image", "application/http; msgtype=response",
                               response(["Content-Type: image/png"], b"\x89PNG"), "https://example.org/a.png"))
    return records


def table(rows, delimiter):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["", "id", "title", "publication", "author", "date", "year", "url", "content"])
    for number, a in enumerate(rows):
        writer.writerow([number, a["id"], a["title"], a["publisher"], "; ".join(a["authors"]), a["published"],
                         a["published"][:4], a["url"], a["text"]])
    return out.getvalue()


def fundus(a):
    first, *rest = paragraphs(a)
    return {"title": a["title"], "authors": a["authors"], "publishing_date": a["published"], "topics": ["News"],
            "free_access": True, "lang": "en", "publisher": a["publisher"], "id": a["id"], "url": a["url"],
            "body": {"summary": [first], "sections": [{"headline": [], "paragraphs": rest}]}}


def news_please(a):
    return {"authors": a["authors"], "date_download": "2021-01-01 00:00:00", "date_modify": None,
            "date_publish": a["published"], "description": "A description.", "filename": "x.html", "image_url": None,
            "language": "en", "localpath": None, "maintext": a["text"], "source_domain": a["publisher"],
            "title": a["title"], "title_page": None, "title_rss": None, "url": a["url"]}


def zipped(name, members):
    with zipfile.ZipFile(path(name), "w", zipfile.ZIP_DEFLATED) as z:
        for member, content in members:
            z.writestr(zipfile.ZipInfo(member, (2020, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


def tarred(members):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as t:
        for member, content in members:
            info = tarfile.TarInfo(member)
            info.size, info.mtime = len(content), CLOCK
            t.addfile(info, io.BytesIO(content))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        t.addfile(link)
    return out.getvalue()


def main():
    for folder in ("text", "nitf", "html", "news-please", "damaged"):
        shutil.rmtree(os.path.join(HERE, folder), ignore_errors=True)
    lines = "".join(dump(a) + "\n" for a in ARTICLES)
    members = [(f"{a['id']}.txt", a["text"].encode()) for a in ARTICLES]
    write("articles.jsonl", lines)
    write("articles-array.json", dump(ARTICLES, indent=1))
    write("articles-utf16.jsonl", lines.encode("utf-16"))
    write("articles.csv", table(ARTICLES, ","))
    write("articles-mark.csv", b"\xef\xbb\xbf" + table(ARTICLES, ";").replace("\r\n", "\n").encode())
    write("articles.tsv", table(ARTICLES, "\t"))
    write("fundus.json", dump([fundus(a) for a in ARTICLES]))
    write("newsml.xml", newsml(ARTICLES))
    for a in ARTICLES:
        write(f"text/{a['id']}.txt", a["text"])
        write(f"nitf/{a['id']}.xml", nitf(a))
        write(f"html/{a['id']}.html", page(a))
        write(f"news-please/{a['id']}.json", dump(news_please(a), indent=4))
    records = warc(ARTICLES)
    write("articles.warc", b"".join(records))
    write("articles.warc.gz", b"".join(gzip.compress(r, mtime=CLOCK) for r in records))
    half = lines.encode().find(b"\n", len(lines) // 2) + 1
    write("articles.jsonl.gz", gzip.compress(lines.encode()[:half], mtime=CLOCK) + gzip.compress(lines.encode()[half:], mtime=CLOCK))
    write("articles.jsonl.zst", zstandard.compress(lines.encode()[:half]) + zstandard.compress(lines.encode()[half:]))
    write("articles.jsonl.bz2", bz2.compress(lines.encode()[:half]) + bz2.compress(lines.encode()[half:]))
    write("articles.jsonl.xz", lzma.compress(lines.encode()[:half]) + lzma.compress(lines.encode()[half:]))
    zipped("articles.zip", [("__MACOSX/._f-01.txt", b"x"), *members])
    write("articles.tar", tarred(members))
    write("articles.tar.xz", lzma.compress(tarred(members)))
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as z:
        for member, content in members:
            z.writestr(zipfile.ZipInfo(member, (2020, 1, 1, 0, 0, 0)), content)
    write("zip-in-tar.tgz", gzip.compress(tarred([("inner.zip", inner.getvalue())]), mtime=CLOCK))
    columns = {key: [a[key] for a in ARTICLES] for key in ("id", "title", "published", "publisher", "authors", "url", "text")}
    pyarrow.parquet.write_table(pyarrow.table(columns), path("articles.parquet"), compression="zstd", row_group_size=5)

    # Damaged on purpose.
    whole = gzip.compress(lines.encode(), mtime=CLOCK)
    write("damaged/truncated.jsonl.gz", whole[: len(whole) // 2])
    rows = table(ARTICLES, ",")
    at = rows.index("f-04")
    write("damaged/quotes.csv", rows[:at] + rows[at:].replace('followed by Germany."', "followed by Germany.", 1))
    write("damaged/cut.warc", b"".join(records)[:-4000])
    write("damaged/array.json", dump(ARTICLES, indent=1)[:5000])
    write("damaged/lines.jsonl", lines.replace('"title"', '"title', 1).replace("“", "\x93", 1).encode("utf-8", "replace")[:-300])
    write("damaged/cut.xml", newsml(ARTICLES)[:7000])
    billion = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    write("damaged/entities.xml", f'<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY l0 "ha">{billion}]>'
          "<nitf><body><body.content><p>Ms. Lind said &l9; in Oslo.</p></body.content></body></nitf>")
    write("damaged/deep.html", "<div>" * 20000 + "<p>Deep.</p>")
    with zipfile.ZipFile(path("damaged/traps.zip"), "w") as z:
        z.writestr(zipfile.ZipInfo("../../escaped.txt", (2020, 1, 1, 0, 0, 0)), "Ms. Lind spoke in Oslo.")
        z.writestr(zipfile.ZipInfo("/absolute.txt", (2020, 1, 1, 0, 0, 0)), "Ms. Lind spoke in Bergen.")
    nested = b"Ms. Lind spoke."
    for _ in range(9):
        nested = gzip.compress(nested, mtime=CLOCK)
    write("damaged/nested.txt.gz", nested)
    write("damaged/bomb.txt.gz", gzip.compress(b"a" * 20_000_000, mtime=CLOCK))


main()
