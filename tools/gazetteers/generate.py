"""Writes the generated gazetteers. See README.md."""

import argparse
import importlib
import tempfile
from pathlib import Path

from lexicon import Lexicon
from sources import Sources

# In this order: a list may read one written before it.
LISTS = ["words", "given-names", "surnames", "regions", "cities", "companies", "universities"]


def main():
    options = _options()
    sources = Sources(options.cache)
    sources.fetch()
    lexicon = Lexicon(sources)
    for name in LISTS:
        if name in options.lists or not options.lists:
            importlib.import_module(name.replace("-", "_")).make(sources, lexicon, options.out)


def _options():
    parser = argparse.ArgumentParser(description="Writes the generated gazetteers.")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "whosaid-gazetteer-sources",
                        help="where the packages are downloaded to (default: below the system's temp folder)")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[2] / "gazetteers",
                        help="where the lists are written (default: the repo's gazetteers/)")
    parser.add_argument("lists", nargs="*", help=f"the lists to write, of: {', '.join(LISTS)} (default: all)")
    options = parser.parse_args()
    for name in options.lists:
        if name not in LISTS:
            parser.error(f"no such list: {name}")
    return options


if __name__ == "__main__":
    main()
