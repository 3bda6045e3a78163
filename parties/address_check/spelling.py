"""Whether a city that is not found is one at all: where names are written in many ways, that is seldom certain."""

from collections.abc import Collection, Iterable, Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

from parties.address_check.lists import WELL_KNOWN
from parties.address_check.places import Found
from reference.geography import atlas

# So many people make a city the likelier one of two that are two letters apart.
LARGE = 100_000
# Names of one country share so much with one another, of a hundred: what is less like all of them is none.
RESEMBLANCE = 55
# So many names show what names of a country look like.
ENOUGH_NAMES = 500


def judge_spellings(found: Sequence[Found]) -> None:
    """Such a city is unknown if it nearly is a known one, if it resembles none at all, or is a city of the world."""
    uncertain = [one for one in found if one.city_uncertain]
    if not uncertain:
        return
    names = atlas.city_names(one.typed.country_id for one in uncertain)
    world = atlas.cities_of_the_world({one.typed.city_keys[0] for one in uncertain})
    for one in uncertain:
        entries = names.get(one.typed.country_id, [])
        typed = one.typed.city_keys[0]
        slip = any(
            _nearly(typed, {entry.key for entry in entries if entry.population >= least}, slips)
            for slips, least in ((1, WELL_KNOWN), (2, LARGE))
        )
        abroad = bool(world.get(typed, set()) - {one.typed.country_id})
        one.city_unknown = slip or abroad or _resembles_none(typed, {entry.key for entry in entries})


def _nearly(typed: str, choices: Iterable[str], slips: int) -> bool:
    return len(typed) > 3 * slips and any(
        DamerauLevenshtein.distance(typed, choice, score_cutoff=slips) <= slips for choice in choices
    )


def _resembles_none(typed: str, names: Collection[str]) -> bool:
    if len(names) < ENOUGH_NAMES or not typed.isascii():
        return False
    return process.extractOne(typed, names, scorer=fuzz.ratio, score_cutoff=RESEMBLANCE) is None
