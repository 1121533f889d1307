"""Spelling of names: folding for comparison, and capitals for names that the source lost."""

import re
import unicodedata

# Letters that do not decompose into a base letter and an accent.
FOLDS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe",
                       "ı": "i", "ħ": "h", "ə": "a", "ŋ": "n", "Ø": "O", "Ł": "L", "Đ": "D", "Ð": "D", "İ": "I",
                       "Ə": "A", "Æ": "Ae", "Œ": "Oe", "Þ": "Th", "ʼ": "'", "’": "'", "‘": "'"})
LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿə'’ʼ‘ .\-]+")


def unaccented(name):
    plain = unicodedata.normalize("NFD", name.translate(FOLDS))
    return unicodedata.normalize("NFC", "".join(c for c in plain if not unicodedata.combining(c)))


def fold(name):
    """The key by which two spellings of a name are the same."""
    return unaccented(name).lower()


def is_latin(name):
    return LATIN.fullmatch(name) is not None


def is_single_name(name):
    """Whether a text is one name part, and neither an initial nor a code."""
    return re.fullmatch(r"[^\W\d_]+(?:['\-][^\W\d_]+)*", name) is not None and len(name) > 1 and is_latin(name)


def title_case(name):
    """Capitals for a name in lower or upper case: Anne-Marie, O'Brien, McDonald, Jun'ichi."""
    name = re.sub(r"(^|[\s\-])(\w)", lambda m: m[1] + m[2].upper(), name.lower())
    name = re.sub(r"\b([DOL]')(\w)(?=\w\w)", lambda m: m[1] + m[2].upper(), name)
    return re.sub(r"\bMc(\w)(?=\w{2})", lambda m: "Mc" + m[1].upper(), name)
