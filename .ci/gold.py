#!/usr/bin/env python3
"""Run the release binary on the annotated articles, score its records, and compare with the figures that are kept.

usage: gold.py SHARED QUALITY.toml [--keep]

Prints one table. Fails when a figure falls more than half a point below the one kept, when an offset does not slice its
text, or when the number of threads changes a byte. --keep writes the figures of this run into QUALITY.toml.
"""
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

BINARY = Path(__file__).resolve().parent.parent / "target/release/whosaid"
NAMES = ["conll-testa", "conll-testa-tokenized", "ieer-apw", "politics-dev", "wikigold", "re3d-train-named"]
SLACK = 0.5


def run(*command, check=True):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True)
    if check and done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done


def extract(path, out, threads=2):
    run(BINARY, "extract", "--quiet", "--threads", threads, path, "-o", out)


def slices(text_of, records):
    """Every mention and part stands where the record says."""
    for line in open(records, encoding="utf-8"):
        record = json.loads(line)
        text = text_of[record["id"]]
        places = [m for e in record["entities"] for m in e["mentions"]]
        for quote in [q for outer in record["quotes"] for q in [outer, *outer.get("nested", [])]]:
            places += [quote[k] for k in ("speaker", "cue", "addressee") if quote.get(k)] + quote.get("with", [])
            bare = "".join(quote["text"].split())
            rest = "".join("".join(text[p["start"]:p["end"]].split()) for p in quote["parts"])
            if len(bare) > len(rest):
                sys.exit(f"{record['id']} {quote['id']}: its parts do not hold its text")
        for m in places:
            if text[m["start"]:m["end"]] != m["text"]:
                sys.exit(f"{record['id']}: {m} is not what stands there")


def main():
    shared, kept_path = Path(sys.argv[1]), Path(sys.argv[2])
    check, gold = shared / "check", shared / "gold"
    folder = Path(tempfile.mkdtemp())
    figures = {}

    def score(name):
        records, flat = folder / f"{name}.jsonl", folder / f"{name}.flat.jsonl"
        extract(gold / f"{name}.jsonl", records)
        texts = {d["id"]: d["text"] for d in map(json.loads, open(gold / f"{name}.jsonl", encoding="utf-8"))}
        slices(texts, records)
        flat.write_text(run(sys.executable, check / "to_predictions.py", records).stdout, encoding="utf-8")
        return json.loads(run(sys.executable, check / "score.py", gold / f"{name}.jsonl", flat, "--json").stdout)

    for name in NAMES:
        figures[f"{name} names"] = 100 * score(name)["mentions"]["exact"]["micro"]["f1"]
    quotes = score("polnear-dev")["quotes"]
    for kind, short in (("direct", "direct"), ("direct+mixed", "all")):
        figures[f"polnear-dev {short} found"] = 100 * quotes[kind]["detect"]["f1"]
        figures[f"polnear-dev {short} right source"] = 100 * quotes[kind]["end_to_end"]["f1"]
    figures["polnear-dev attribution"] = 100 * quotes["direct+mixed"]["attribution"]
    figures["polnear-dev named"] = 100 * quotes["direct+mixed"]["named"]
    figures["polnear-dev indirect"] = 100 * quotes["indirect"]["with_source"]["f1"]

    records = folder / "resolved.jsonl"
    extract(gold / "resolved/text", records)
    out = run(sys.executable, check / "resolved.py", gold / "resolved", records).stdout
    for kind in ("person", "country", "organization", "place"):
        figures[f"resolved {kind}"] = 100 * float(re.search(rf"{kind}\s+\S+\s+\S+\s+(\S+)", out)[1])
    figures["resolved quotes found"] = 100 * float(re.search(r"found\s+\S+\s+\S+\s+(\S+)", out)[1])
    for form in ("name", "pronoun", "role"):
        figures[f"resolved said by {form}"] = 100 * float(re.search(rf"said by {form}.*\s(\S+)\n", out)[1])
    figures["resolved who said what"] = 100 * float(re.search(r"who said what\s+\S+\s+\S+\s+(\S+)", out)[1])

    records = folder / "seeds.jsonl"
    extract(shared / "seeds", records)
    texts = {p.stem: p.read_text(encoding="utf-8") for p in (shared / "seeds").glob("*.txt")}
    slices(texts, records)
    out = run(sys.executable, check / "seeds.py", records, check=False).stdout
    for name in ("clean", "gaps", "substituted"):
        figures[f"seed {name} short"] = float(re.search(rf"{name}: (\d+) short", out)[1])

    for threads in (1, 2, 1):
        again = folder / "again.jsonl"
        extract(gold / "polnear-dev.jsonl", again, threads)
        if again.read_bytes() != (folder / "polnear-dev.jsonl").read_bytes():
            sys.exit(f"{threads} threads give other bytes")

    if "--keep" in sys.argv:
        lines = ["# What the gold checks reached when they were last kept (.ci/gold.py --keep). Points; seeds count what falls short."]
        kept_path.write_text("\n".join(lines + [f'"{k}" = {v:.2f}' for k, v in figures.items()]) + "\n", encoding="utf-8")
    kept = tomllib.loads(kept_path.read_text(encoding="utf-8"))
    fallen = []
    print(f"{'figure':38} {'now':>7} {'kept':>7}")
    for name, now in figures.items():
        was = kept.get(name)
        down = was is not None and (now > was if name.endswith("short") else now < was - SLACK)
        print(f"{name:38} {now:7.2f} {'-' if was is None else f'{was:7.2f}'} {'FALLEN' if down else ''}")
        fallen += [name] * down
    missing = [name for name in kept if name not in figures]
    if fallen or missing:
        sys.exit(f"fallen: {', '.join(fallen) or '-'}; not measured: {', '.join(missing) or '-'}")


if __name__ == "__main__":
    main()
