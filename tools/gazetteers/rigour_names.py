"""The groups of name spellings in the rigour package: one name in its scripts and transcriptions."""

import unicodedata


def groups(sources):
    """Yields each group as a list of spellings, all in lower case."""
    path = sources.path("rigour", "rust/data/names/person_names.txt")
    for line in path.read_text(encoding="utf-8").splitlines():
        spellings = line.split(" => ")[0]
        if spellings:
            yield [unicodedata.normalize("NFC", spelling).replace("’", "'") for spelling in spellings.split(", ")]
