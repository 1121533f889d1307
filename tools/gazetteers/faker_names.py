"""The names in the faker package: given names by sex and family names, of each of its locales."""

import importlib

from spelling import is_latin

# Lists of Chinese and Japanese names are also there in Latin letters, under these names.
GIVEN = {"f": ["first_names_female", "first_romanized_names_female"],
         "m": ["first_names_male", "first_romanized_names_male"],
         "": ["first_names", "first_romanized_names", "first_names_unisex", "first_names_nonbinary"]}
FAMILY = ["last_names", "last_names_female", "last_names_male", "last_romanized_names", "male_last_names",
          "unisex_last_names", "last_names_unisex", "last_names_common"]
# These locales stand for others, or hold placeholders.
SKIPPED = {"es", "fr_QC", "es_CA", "en_US", "zu_ZA"}


class FakerNames:
    def __init__(self, sources):
        sources.importable("faker")
        folder = sources.path("faker", "faker/providers/person")
        self.locales = {path.name: importlib.import_module(f"faker.providers.person.{path.name}").Provider
                        for path in sorted(folder.iterdir())
                        if (path / "__init__.py").exists() and path.name not in SKIPPED}

    def given(self):
        """Yields (locale, sex, name) for every given name, sex "" where the locale does not say."""
        for locale, provider in self.locales.items():
            sexed = set()
            for sex, lists in GIVEN.items():
                for name in _names(provider, lists):
                    if sex:
                        sexed.add(name)
                    if sex or name not in sexed:
                        yield locale, sex, name

    def family(self):
        """Yields every family name, in the script of its locale."""
        for provider in self.locales.values():
            yield from _names(provider, FAMILY)


def _names(provider, lists):
    names = {}
    for attribute in lists:
        # Only its own lists: a locale without one inherits "John Doe".
        values = vars(provider).get(attribute)
        if isinstance(values, (tuple, list, dict)):
            names.update(dict.fromkeys(values))
    return [_clean(name) for name in names if isinstance(name, str)]


def _clean(name):
    name = name.strip().replace("’", "'")
    return name.capitalize() if name.isupper() and is_latin(name) else name
