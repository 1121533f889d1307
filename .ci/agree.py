#!/usr/bin/env python3
"""Hold `whosaid evaluate` against the independent scorers beside the repository, to the last digit, on all gold there is.

usage: agree.py SHARED

Both score the same records: those of the release binary, once as they are and once spoilt (names and quotations dropped,
moved, of another kind, given to other speakers), so that every branch of the definitions is walked.
"""
import json
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

BINARY = Path(__file__).resolve().parent.parent / "target/release/whosaid"


def run(*command):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def spoil(line, dice):
    record = json.loads(line)
    length = record["length"]

    def move(place):
        if dice.random() < 0.2:
            place["start"] = min(place["start"] + dice.randint(0, 3), place["end"])
        if dice.random() < 0.2:
            place["end"] = min(place["end"] + dice.randint(0, 9), length)

    for entity in record["entities"]:
        if dice.random() < 0.2:
            entity["kind"] = dice.choice(["person", "place", "organization", "country", "ship"])
        entity["mentions"] = [m for m in entity["mentions"] if dice.random() > 0.1]
        for mention in entity["mentions"]:
            move(mention)
    entities = record["entities"]
    record["quotes"] = [q for q in record["quotes"] if dice.random() > 0.1]
    for quote in record["quotes"]:
        for part in quote["parts"]:
            move(part)
        words = quote["text"].split()
        if dice.random() < 0.3:
            del words[dice.randrange(len(words) + 1):][:2]
            quote["text"] = " ".join(words[1:])
        if dice.random() < 0.1:
            quote["speaker"] = None
        elif quote["speaker"] and entities and dice.random() < 0.2:
            other = dice.choice(entities)
            quote["speaker"].update(entity=other["id"], name=other["name"])
    if dice.random() < 0.05:
        return None
    return json.dumps(record)


def drop(numbers, *extra):
    """Our figures without those that the scorers do not have."""
    if isinstance(numbers, dict):
        return {k: drop(v, *extra) for k, v in numbers.items() if k not in extra}
    return numbers


def numbers_of(text):
    return [float(n) for n in re.findall(r"(?<![\w.])\d+(?:\.\d+)?", text)]


def main():
    shared = Path(sys.argv[1])
    gold, check = shared / "gold", shared / "check"
    folder = Path(tempfile.mkdtemp())
    dice = random.Random(7)
    compared = 0

    def states(path):
        records = folder / "records.jsonl"
        run(BINARY, "extract", "--quiet", "--any-language", path, "-o", records)
        yield records
        lines = [spoil(line, dice) for line in open(records, encoding="utf-8")]
        spoilt = folder / "spoilt.jsonl"
        spoilt.write_text("\n".join(line for line in lines if line) + "\n", encoding="utf-8")
        yield spoilt

    def ours(gold_path, records):
        # Spoilt records have offsets that do not give their text, which is said by the exit code.
        done = subprocess.run([BINARY, "evaluate", gold_path, records, "--format", "json"], capture_output=True, text=True)
        return json.loads(done.stdout)

    for path in sorted(gold.glob("*.jsonl")):
        for records in states(path):
            flat = folder / "flat.jsonl"
            flat.write_text(run(sys.executable, check / "to_predictions.py", records), encoding="utf-8")
            expected = json.loads(run(sys.executable, check / "score.py", path, flat, "--json"))
            found = drop(ours(path, records), "calibration", "bad_offsets")
            if found != expected:
                sys.exit(f"{path.name}, {records.name}:\n{json.dumps(found)}\n{json.dumps(expected)}")
            compared += 1

    for records in states(gold / "resolved/text"):
        done = subprocess.run([sys.executable, check / "resolved.py", gold / "resolved", records],
                              capture_output=True, text=True)
        found = ours(gold / "resolved", records)["resolved"]
        expected = []
        for kind in ("person", "country", "organization", "place", "all"):
            e = found["entities"][kind]
            expected += ["%.3f" % e[k] for k in ("p", "r", "f1")] + [e["split"], e["merged"]]
        expected += ["%.3f" % found["quotes"][k] for k in ("p", "r", "f1")]
        for kind in ("direct", "mixed"):
            expected += [found[kind]["right"], found[kind]["gold"]]
        for form in ("name", "pronoun", "role", "nothing", "all"):
            if form in found["said_by"]:
                s = found["said_by"][form]
                expected += [s["right"], s["gold"], "%.3f" % s["share"]]
        expected += ["%.3f" % found["who_said_what"][k] for k in ("p", "r", "f1")]
        theirs = numbers_of(done.stdout.split("mentions whose offsets")[0].replace("F1", ""))
        if [float(e) for e in expected] != theirs:
            sys.exit(f"resolved, {records.name}:\n{expected}\n{done.stdout}")
        compared += 1
    print(f"{compared} sets of records score the same to the last digit")


if __name__ == "__main__":
    main()
