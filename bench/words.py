"""Words for names and cities: made from syllables by a seed, with few that are frequent and many that are rare."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

_ONSETS = [
    "b",
    "br",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "kl",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "st",
    "t",
    "tr",
    "v",
    "w",
    "z",
]
_VOWELS = ["a", "e", "i", "o", "u", "ai", "au", "ei", "ou", "ö", "é"]
# As often as in texts: marks are rare.
_VOWEL_WEIGHTS = (20, 22, 16, 16, 10, 4, 4, 4, 2, 1, 1)
_CODAS = ("", "", "", "l", "m", "n", "nd", "r", "rn", "s", "st", "t", "x")
_FOREIGN = ("αβγδεικλμνοπρστ", "абвгдеиклмнопрст")
FOREIGN_SHARE = 0.01

TRADES = [
    "Trading",
    "Systems",
    "Services",
    "Group",
    "Foods",
    "Logistics",
    "Marine",
    "Textiles",
    "Metals",
    "Papers",
    "Optics",
    "Motors",
    "Gardens",
    "Pumps",
    "Bakery",
    "Partners",
    "Energy",
    "Timber",
    "Tools",
]
# (country, legal form, state, province): the last two where an address there needs them.
COUNTRIES = (
    ("DE", "GmbH", "", ""),
    ("FR", "SARL", "", ""),
    ("GB", "Ltd", "", ""),
    ("US", "Inc", "CA", ""),
    ("NL", "BV", "", ""),
    ("ES", "SL", "", "MD"),
    ("PL", "Sp. z o.o.", "", ""),
    ("AT", "AG", "", ""),
    ("DK", "A/S", "", ""),
    ("SE", "AB", "", ""),
)
STREETS = [
    "Harbour Road",
    "Mill Lane",
    "Am Kai",
    "Station Street",
    "Rue du Port",
    "Ringweg",
    "Church Street",
    "Market Place",
    "Hafenstraße",
    "Park Avenue",
]


@dataclass(frozen=True)
class Vocabulary:
    """The words of one seed, the frequent ones first."""

    names: list[str]
    first: list[str]
    last: list[str]
    cities: list[str]


@cache
def vocabulary(seed: int) -> Vocabulary:
    """The words of a seed."""
    source = random.Random(seed)
    return Vocabulary(
        names=words(40_000, source),
        first=words(1_500, source, (1, 2)),
        last=words(20_000, source),
        cities=words(3_000, source),
    )


class Skewed:
    """Values of which the first are taken far more often than the last (a Zipf distribution)."""

    def __init__(self, values: Sequence[str], source: random.Random, exponent: float = 0.9) -> None:
        self.values = list(values)
        self._source = source
        self._weights = list(accumulate(1 / (rank + 3) ** exponent for rank in range(len(self.values))))

    def take(self, count: int) -> list[str]:
        """`count` values, drawn anew each time."""
        return self._source.choices(self.values, cum_weights=self._weights, k=count)


def words(count: int, source: random.Random, syllables: tuple[int, int] = (2, 3)) -> list[str]:
    """`count` distinct words with a capital letter; a few in other scripts."""
    found: dict[str, None] = {}
    while len(found) < count:
        foreign = source.random() < FOREIGN_SHARE
        found[_foreign(source) if foreign else _word(source, source.randint(*syllables))] = None
    return list(found)


def _word(source: random.Random, syllables: int) -> str:
    parts = []
    for _number in range(syllables):
        [vowel] = source.choices(_VOWELS, _VOWEL_WEIGHTS)
        parts += [source.choice(_ONSETS), vowel]
    return ("".join(parts) + source.choice(_CODAS)).capitalize()


def _foreign(source: random.Random) -> str:
    return "".join(source.choices(source.choice(_FOREIGN), k=source.randint(5, 8))).capitalize()


def misspelt(word: str, source: random.Random) -> str:
    """Another word: one letter left out, doubled, changed or swapped with its neighbour."""
    if len(word) < 3:
        return word + source.choice("aeiou")
    while (wrong := _mistake(word, source.randrange(1, len(word) - 1), source)) == word:
        pass
    return wrong


def _mistake(word: str, at: int, source: random.Random) -> str:
    kinds = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + source.choice("aeiounrst") + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    )
    return source.choice(kinds)
