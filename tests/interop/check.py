"""Loads every kind of graph that whosaid writes with a program that others wrote, and compares what comes back with the
records: the counts, one question ("who said what about a country, in which article, at which characters"), and texts that
are hard to carry. Usage: check.py PROGRAM ARCHIVE…"""

import copy
import csv
import json
import subprocess
import sys
import tempfile
import time
import warnings
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

import duckdb
import ladybug
import pyoxigraph
import rdflib

PROGRAM, ARCHIVES = sys.argv[1], sys.argv[2:]
HARD = [
    'quotation "marks" and \\backslashes\\ \\u0041',
    "lines\nof\r\ntext\rand\ttabs",
    "control \u0001\u0008\u000b\u000c\u001f\u007f\u0085\u009f",
    "emoji 👩🏽‍🚀🇾🇪 and 𝔸𝔹",
    "שלום \u202eעולם\u202c العالم",
    "<https://example.org/a b>",
    "https://example.org/?q=1#x",
    "_:b0 and prefix:name and {graph} ; . ,",
    '=HYPERLINK("https://example.org","x")',
    "+1-2@3",
    "\ufeff leading and trailing \u200b ",
    "]]> <!-- & &amp; -->",
    "''' \"\"\" ` $name ${x} %s",
]
# XML 1.0 has no way to write these, and NUL ends a text in some programs of C.
NUL = "nul \u0000 within"


def main():
    started = time.time()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        records = make(folder)
        expected = Expected(records)
        print(f"{expected.counts} | {len(expected.answers)} answers about {expected.topic}")
        quads = rdf(folder, expected)
        print(f"rdf: {quads} quads, the same from pyoxigraph and rdflib in five syntaxes")
        property_graph(folder, expected)
        parquet(folder, expected)
        graphml(folder, expected)
    print(f"all graphs say what the records say ({time.time() - started:.0f} s)")


def run(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True)


def make(folder):
    """Records of the sample archive, and one article more for each hard text."""
    run("extract", "-q", *ARCHIVES, "-o", folder / "sample.jsonl").check_returncode()
    records = [json.loads(line) for line in (folder / "sample.jsonl").open(encoding="utf-8")]
    model = next(r for r in records if r["quotes"] and any(e["kind"] == "person" for e in r["entities"]))
    for n, text in enumerate([*HARD, NUL]):
        hard = copy.deepcopy(model)
        hard.update(id=text, title=text, publisher=text, authors=[text], url=text, digest=f"{n:064x}")
        hard["problems"] = [text]
        for entity in hard["entities"]:
            entity.pop("link", None)
            entity["name"] = text
            entity["roles"] = [text]
            for mention in entity["mentions"]:
                mention["text"] = text
        for quote in hard["quotes"]:
            quote["text"] = text
        records.append(hard)
    with (folder / "records.jsonl").open("w", encoding="utf-8") as out:
        for record in records:
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return records


def quotes_of(record):
    def each(quotes):
        for quote in quotes:
            yield quote
            yield from each(quote.get("nested", []))

    return list(each(record["quotes"]))


class Expected:
    """What the records say, read without any of our code."""

    def __init__(self, records):
        self.texts = {r["title"] for r in records if r["id"] in HARD}
        self.counts = Counter()
        self.answers = set()
        # The country that most is said about.
        topics = Counter(
            e["link"]["wikidata"]
            for record in records
            for quote in quotes_of(record)
            for e in record["entities"]
            if e["kind"] == "country" and "wikidata" in e.get("link", {}) and self.is_about(record, quote, {e["id"]})
        )
        self.topic = min(topics, key=lambda topic: (-topics[topic], topic))
        for record in records:
            about = {e["id"] for e in record["entities"] if e.get("link", {}).get("wikidata") == self.topic}
            names = {e["id"]: e["name"] for e in record["entities"]}
            self.counts["articles"] += 1
            self.counts["mentions"] += sum(
                len({(m["start"], m["end"]) for m in e["mentions"]}) for e in record["entities"]
            )
            for quote in quotes_of(record):
                self.counts["quotes"] += 1
                if self.is_about(record, quote, about):
                    said_by = [s for s in [quote["speaker"], *quote.get("with", [])] if s and s["entity"]]
                    for speaker in {names[s["entity"]] for s in said_by} or {None}:
                        start = min(p["start"] for p in quote["parts"])
                        end = max(p["end"] for p in quote["parts"])
                        self.answers.add((speaker, quote["text"], record["id"], start, end))
        assert len(self.answers) > 2, self.answers

    @staticmethod
    def is_about(record, quote, topics):
        for entity in record["entities"]:
            for m in entity["mentions"]:
                if entity["id"] in topics or m.get("stands_for") in topics:
                    inside = any(p["start"] <= m["start"] and m["end"] <= p["end"] for p in quote["parts"])
                    if inside and m["form"] != "pronoun":
                        return True
        return False


def same(what, found, expected):
    if found != expected:
        only = (list(found - expected)[:5], list(expected - found)[:5]) if isinstance(found, set) else (found, expected)
        sys.exit(f"{what}: found only {only[0]!r}, expected only {only[1]!r}")


WHO_SAID = """
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX schema: <https://schema.org/>
PREFIX whosaid: <urn:whosaid:ns#>
SELECT ?speaker ?said ?article (MIN(?from) AS ?start) (MAX(?to) AS ?end) WHERE {
  ?topic owl:sameAs <http://www.wikidata.org/entity/TOPIC> .
  ?quote schema:about ?topic ; schema:text ?said ; schema:isPartOf ?in ; whosaid:part/oa:hasSelector ?place .
  ?place oa:start ?from ; oa:end ?to .
  ?in a schema:NewsArticle ; schema:identifier ?article .
  OPTIONAL {
    ?quote schema:creator ?who .
    ?appearance schema:isPartOf ?in ; whosaid:entity ?who ; schema:name ?speaker .
  }
} GROUP BY ?quote ?speaker ?said ?article"""
SYNTAXES = {
    "nq": (pyoxigraph.RdfFormat.N_QUADS, "nquads"),
    "nt": (pyoxigraph.RdfFormat.N_TRIPLES, "nt"),
    "ttl": (pyoxigraph.RdfFormat.TURTLE, "turtle"),
    "trig": (pyoxigraph.RdfFormat.TRIG, "trig"),
    "jsonld": (pyoxigraph.RdfFormat.JSON_LD, "json-ld"),
}


def plain(term):
    """A term of either library as a tuple."""
    if isinstance(term, (pyoxigraph.NamedNode, rdflib.URIRef)):
        return ("iri", getattr(term, "value", None) or str(term))
    if isinstance(term, pyoxigraph.Literal):
        return ("literal", term.value, term.datatype.value)
    return ("literal", str(term), str(term.datatype or rdflib.XSD.string))


def rdf(folder, expected):
    warnings.filterwarnings("ignore")
    rdflib.NORMALIZE_LITERALS = False
    first, quads = None, 0
    for name, (ours, theirs) in SYNTAXES.items():
        path = folder / f"graph.{name}"
        run("graph", folder / "records.jsonl", "-o", path).check_returncode()
        store = pyoxigraph.Store()
        for _ in range(2):  # loading twice changes nothing
            store.load(path=str(path), format=ours)
        found = {(plain(q.subject), plain(q.predicate), plain(q.object)) for q in store}
        graphs = {g.value for g in store.named_graphs()}
        blank = [q for q in store if isinstance(q.subject, pyoxigraph.BlankNode)]
        same(f"{name}: blank nodes", blank, [])
        if first is None:
            first, quads = found, len(store)
        same(f"{name}: triples", found, first)
        same(f"{name}: graphs", len(graphs), expected.counts["articles"] + 1 if name in ("nq", "trig", "jsonld") else 0)
        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(path, format=theirs)
        same(f"{name}: rdflib", {(plain(s), plain(p), plain(o)) for s, p, o, _ in dataset.quads()}, found)

        def count(kind):
            query = f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ ?x a <{kind}> }}"
            one = int(next(iter(store.query(query, use_default_graph_as_union=True)))["n"].value)
            same(f"{name}: {kind}", int(next(iter(dataset.query(query)))["n"]), one)
            return one

        same(f"{name}: articles", count("https://schema.org/NewsArticle"), expected.counts["articles"])
        same(f"{name}: quotes", count("https://schema.org/Quotation"), expected.counts["quotes"])
        same(f"{name}: mentions", count("http://www.w3.org/ns/oa#Annotation"), expected.counts["mentions"])
        value = lambda term: None if term is None else term.value
        rows = store.query(WHO_SAID.replace("TOPIC", expected.topic), use_default_graph_as_union=True)
        answers = {(value(r[0]), value(r[1]), value(r[2]), int(r[3].value), int(r[4].value)) for r in rows}
        same(f"{name}: who said what, Oxigraph", answers, expected.answers)
        if name in ("nq", "ttl"):  # rdflib takes its time
            rows = dataset.query(WHO_SAID.replace("TOPIC", expected.topic))
            text = lambda term: None if term is None else str(term)
            answers = {(text(r[0]), text(r[1]), text(r[2]), int(r[3]), int(r[4])) for r in rows}
            same(f"{name}: who said what, rdflib", answers, expected.answers)
        headlines = {o[1] for _, p, o in found if p == ("iri", "https://schema.org/headline")}
        same(f"{name}: hard texts", {t for t in [*HARD, NUL] if t in headlines}, {*HARD, NUL})
    return quads


def property_graph(folder, expected):
    """CSV for neo4j-admin, loaded by Ladybug, which reads the same columns."""
    # NUL is left out: it is not text for every program.
    lines = [line for line in (folder / "records.jsonl").open(encoding="utf-8") if "\\u0000" not in line]
    (folder / "no-nul.jsonl").write_text("".join(lines), encoding="utf-8")
    run("graph", folder / "no-nul.jsonl", "-o", f"{folder}/neo4j/").check_returncode()
    connection = ladybug.Connection(ladybug.Database(str(folder / "ladybug.db")))
    types = {"long": "INT64", "double": "DOUBLE", None: "STRING"}
    for relations in (False, True):
        for path in sorted((folder / "neo4j").glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                rows = list(csv.reader(file, strict=True))
            header = rows[0]
            same(f"{path.name}: columns", {len(row) for row in rows}, {len(header)})
            if header[0].startswith(":START_ID") != relations:
                continue
            columns = []
            for column in header[2:] if relations else header:
                name, _, of = column.partition(":")
                columns.append(f"`{name or of.lower()}` {types.get(of, 'STRING')}")
            if relations:
                ends = [c[c.index("(") + 1 : -1] for c in header[:2]]
                name = (rows[1] if len(rows) > 1 else [path.stem.upper()])[-1]
                columns = [f"FROM {ends[0]} TO {ends[1]}", *columns]
                connection.execute(f"CREATE REL TABLE {name}({', '.join(columns)})")
            else:
                name = header[0][header[0].index("(") + 1 : -1]
                connection.execute(f"CREATE NODE TABLE {name}({', '.join(columns)}, PRIMARY KEY(`id`))")
            if len(rows) > 1:
                options = "(HEADER=true, PARALLEL=false, ESCAPE='\"', QUOTE='\"')"
                connection.execute(f"COPY {name} FROM '{path}' {options}")

    def ask(query):
        return [tuple(row) for row in connection.execute(query)]

    dropped = 1
    records = [json.loads(line) for line in lines]
    counts = Expected(records).counts
    same("csv: articles", ask("MATCH (a:Article) RETURN count(a)")[0][0], expected.counts["articles"] - dropped)
    same("csv: quotes", ask("MATCH (q:Quotation) RETURN count(q)")[0][0], counts["quotes"])
    same("csv: mentions", ask("MATCH (:Article)-[m:MENTIONS]->(:Entity) RETURN count(m)")[0][0], counts["mentions"])
    rows = ask(
        f"MATCH (t:Entity {{wikidata: '{expected.topic}'}})<-[:ABOUT]-(q:Quotation)-[:QUOTED_IN]->(a:Article) "
        "OPTIONAL MATCH (s:Entity)-[:SAID]->(q) RETURN s.name, q.text, a.record, q.`start`, q.`end`"
    )
    same("csv: who said what, Ladybug", places(rows), {answer[1:] for answer in expected.answers})
    same("csv: speakers", {r[0] is None for r in rows}, {a[0] is None for a in expected.answers})
    titles = {row[0] for row in ask("MATCH (a:Article) RETURN a.title")}
    same("csv: hard texts", {t for t in HARD if t in titles}, set(HARD))
    print(f"csv: {sum(1 for _ in (folder / 'neo4j').glob('*.csv'))} files, loaded by Ladybug {ladybug.__version__}")


def places(rows):
    """The speaker's name is that of all articles together, so quotes are compared by where they stand."""
    return {tuple(row[1:]) for row in rows}


def parquet(folder, expected):
    done = run("graph", folder / "records.jsonl", "-o", folder / "graph.parquet")
    if done.returncode == 2 and b"built without" in done.stderr:
        print("parquet: SKIPPED, the program was built without it")
        return
    done.check_returncode()
    database = duckdb.connect()
    for path in (folder / "graph.parquet").glob("*.parquet"):
        database.execute(f"CREATE VIEW {path.stem} AS SELECT * FROM '{path}'")
    ask = lambda query: database.execute(query).fetchall()
    same("parquet: articles", ask("SELECT count(*) FROM articles")[0][0], expected.counts["articles"])
    same("parquet: quotes", ask("SELECT count(*) FROM quotes")[0][0], expected.counts["quotes"])
    same("parquet: mentions", ask("SELECT count(*) FROM mentions")[0][0], expected.counts["mentions"])
    rows = ask(
        "SELECT s.name, q.text, a.record, q.start, q.\"end\" FROM entities t JOIN about ON about.entity = t.id "
        "JOIN quotes q ON q.id = about.quote JOIN articles a ON a.id = q.article "
        "LEFT JOIN said ON said.quote = q.id LEFT JOIN entities s ON s.id = said.entity "
        f"WHERE t.wikidata = '{expected.topic}'"
    )
    same("parquet: who said what, DuckDB", places(rows), {answer[1:] for answer in expected.answers})
    titles = {row[0] for row in ask("SELECT title FROM articles")}
    same("parquet: hard texts", {t for t in [*HARD, NUL] if t in titles}, {*HARD, NUL})
    lists = ask("SELECT authors FROM articles WHERE len(authors) = 2")
    same("parquet: lists", len(lists) > 0, True)
    print(f"parquet: loaded by DuckDB {duckdb.__version__}")


def graphml(folder, expected):
    run("graph", folder / "records.jsonl", "-o", folder / "graph.graphml").check_returncode()
    root = ElementTree.parse(folder / "graph.graphml").getroot()
    space = "{http://graphml.graphdrawing.org/xmlns}"
    value = lambda node, key: next((d.text for d in node.iter(f"{space}data") if d.get("key") == key), None)
    types = Counter(value(node, "type") for node in root.iter(f"{space}node"))
    same("graphml: articles", types["Article"], expected.counts["articles"])
    same("graphml: quotes", types["Quotation"], expected.counts["quotes"])
    nodes = {node.get("id") for node in root.iter(f"{space}node")}
    weight = 0
    for edge in root.iter(f"{space}edge"):
        same("graphml: ends of edges", {edge.get("source"), edge.get("target")} - nodes, set())
        if value(edge, "relation") == "MENTIONS":
            weight += int(value(edge, "weight"))
    same("graphml: mentions", weight, expected.counts["mentions"])
    titles = {value(node, "articles.title") for node in root.iter(f"{space}node")}
    held = [t for t in HARD if all(c in "\t\n\r" or ord(c) >= 32 for c in t)]
    same("graphml: hard texts", {t for t in held if t in titles}, set(held))
    print("graphml: read by an XML parser; every edge has its nodes")


main()
