"""How often a word is written in lower case: the yardstick that tells words from names.

The source holds natural logarithms of probabilities, one for each spelling seen, so "may" and
"May" can be compared. It was counted on informal English, which writes some names in lower case.
"""

import gzip
import json
import math

# The rarest spellings of the source have -19.5. One that it lacks is taken to be somewhat rarer.
FLOOR = -21.0


class Lexicon:
    def __init__(self, sources):
        path = sources.path("spacy-lookups-data", "spacy_lookups_data/data/en_lexeme_prob.json.gz")
        with gzip.open(path, "rt", encoding="utf-8") as file:
            self.log = json.load(file)
        self.spellings = {}
        for spelling in self.log:
            self.spellings.setdefault(spelling.lower(), []).append(spelling)

    def knows(self, spelling):
        return spelling in self.log

    def lower_share(self, word):
        """Percent of the uses of a word, as "may" or "May", that are in lower case."""
        lower = math.exp(self.log.get(word, FLOOR))
        title = math.exp(self.log.get(capital(word), FLOOR))
        return 100 * lower / (lower + title)

    def frequency(self, word):
        """Negative log10 of the probability of a word in either case, times 10."""
        both = [math.exp(self.log[w]) for w in (word, capital(word)) if w in self.log]
        return -10 * (math.log10(sum(both)) if both else FLOOR / math.log(10))

    def is_common_word(self, name, share=70, frequency=62):
        """Whether a name is, in lower case, a word that people use more as a word than as a name."""
        word = name.lower()
        return word in self.log and self.frequency(word) < frequency and self.lower_share(word) >= share


def capital(word):
    return word[:1].upper() + word[1:]
