"""Reads and writes lists in the form that gazetteers/README.md sets."""

from pathlib import Path

HAND = Path(__file__).parent / "hand"


def write(path, comments, columns, rows):
    """Writes a list: comments, header, rows sorted by code point and each once."""
    lines = ["\t".join(_cell(cell) for cell in row) for row in rows]
    lines = sorted(set(lines), key=lambda line: line.split("\t"))
    for line in lines:
        if line.count("\t") != len(columns) - 1 or line.startswith(("#", "\t")):
            raise ValueError(f"{path.name}: bad row {line!r}")
    head = [f"# {comment}" for comment in comments] + ["\t".join(columns)]
    path.write_text("\n".join(head + lines) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(lines)} rows, {path.stat().st_size} bytes")


def hand(name):
    """The rows of a list kept by hand beside this program, as dictionaries."""
    return read(HAND / name)


def read(path):
    """The rows of a list, as dictionaries; cells missing at the end of a row are empty."""
    lines = path.read_text(encoding="utf-8").splitlines()
    lines = [line for line in lines if line and not line.startswith("#")]
    columns = lines[0].split("\t")
    rows = []
    for line in lines[1:]:
        cells = line.split("\t")
        cells += [""] * (len(columns) - len(cells))
        if len(cells) > len(columns):
            raise ValueError(f"{path.name}: too many cells in {line!r}")
        rows.append(dict(zip(columns, cells)))
    return rows


def parts(cell):
    """The values of a cell that may hold several."""
    return [part for part in cell.split("|") if part]


def _cell(value):
    if isinstance(value, (list, tuple)):
        value = "|".join(dict.fromkeys(value))
    text = " ".join(str(value).replace("\u2019", "'").replace("\u02bc", "'").split())
    return text
