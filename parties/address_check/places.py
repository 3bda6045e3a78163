"""Whether the elements of an address belong together, by what the geography knows of each."""

from dataclasses import dataclass, field

from parties.address_check import reach
from parties.address_check.lists import (
    BOXES_MISSING,
    COMPLETE,
    DISTRICTS,
    MANY_SPELLINGS,
    POST_TOWNS,
    RECEIVERS,
    SPARSE,
    TELLING,
    WELL_KNOWN,
)
from parties.address_check.typed import Typed, counts
from reference.geography import areas, written
from reference.geography.atlas import Atlas, City, Postal
from reference.geography.keys import key, keys

# So few codes or cities tell nothing of the others.
ENOUGH_CODES = 100


@dataclass
class Found:
    """What the geography knows of one address."""

    typed: Typed
    cities: list[City] = field(default_factory=list)
    postal: Postal | None = None
    begins_in: frozenset[str] | None = None
    areas: dict[str, set[str]] = field(default_factory=dict)
    unknown_areas: list[str] = field(default_factory=list)
    city_unknown: bool = False
    city_uncertain: bool = False
    code_unknown: bool = False
    named_at_code: bool = False
    post_town: str = ""
    mismatches: list[str] = field(default_factory=list)

    @property
    def wrong_areas(self) -> list[str]:
        """The columns of areas that do not fit."""
        return [name for name in self.areas if name in self.mismatches]


def look_up(typed: Typed, atlas: Atlas) -> Found:
    """Find each element, then hold them against one another."""
    found = Found(typed)
    cities, codes = atlas.counts(typed.country_id)
    _find_areas(found, atlas)
    if cities or codes:
        _find_code(found, atlas, codes)
        _find_city(found, atlas, cities, codes)
        if found.code_unknown and _begins_there(found):
            found.code_unknown = False
        _compare(found)
    return found


def _find_areas(found: Found, atlas: Atlas) -> None:
    typed = found.typed
    known = areas.codes_by_key(typed.country)
    for name, wanted in typed.area_keys.items():
        codes: set[str] = set()
        for one in wanted:
            codes |= known.get(one, frozenset()) | atlas.areas.get((typed.country_id, one), set())
        codes = codes or areas.shortened(typed.country, getattr(typed.location, name))
        if codes:
            found.areas[name] = codes
        elif counts(typed.country, name) and (known or _has_areas(atlas, typed)):
            own = {key(str(typed.location.country)), key(typed.location.city)}
            if not wanted & own:
                found.unknown_areas.append(name)


def _has_areas(atlas: Atlas, typed: Typed) -> bool:
    return any(source.areas for source in atlas.sources.get(typed.country_id, []))


def _find_code(found: Found, atlas: Atlas, codes: int) -> None:
    typed = found.typed
    if not typed.codes:
        return
    if codes < ENOUGH_CODES:
        # Without a list of codes their beginnings may be known still.
        found.begins_in = areas.of_code(typed.country, typed.codes[0])
        found.code_unknown = found.begins_in == frozenset()
        return
    found.postal = atlas.postal(typed.country_id, typed.codes)
    found.post_town = _post_town(found.postal, typed, atlas)
    if found.postal is None:
        found.code_unknown = True
    elif not found.postal.exact:
        short = len(found.postal.code) < TELLING and typed.country not in SPARSE
        found.code_unknown = typed.country in COMPLETE or short


def _post_town(postal: Postal | None, typed: Typed, atlas: Atlas) -> str:
    """The city of a postal code, where there is one: districts that the post names after a sight are no cities."""
    if postal is None or not postal.exact:
        return ""
    for beginning, town in POST_TOWNS.get(typed.country, {}).items():
        if beginning.match(postal.code):
            return town
    if len(postal.names) != 1:
        return ""
    name = postal.names[0]
    known = atlas.cities.get((typed.country_id, key(name)), [])
    if typed.country in DISTRICTS and not any(city.population >= WELL_KNOWN for city in known):
        return ""
    return name


def _find_city(found: Found, atlas: Atlas, cities: int, codes: int) -> None:
    typed = found.typed
    if not typed.city_keys:
        found.city_unknown = bool(typed.location.city.strip())
        return
    postal = found.postal
    if typed.country in RECEIVERS and typed.codes and RECEIVERS[typed.country].match(typed.codes[0]):
        # The post office of such a code is whoever receives there: his name stands for the city.
        found.code_unknown, found.postal = False, None
        return
    found.named_at_code = bool(postal and _names(postal, typed) and not _elsewhere(postal, typed, atlas))
    for one in typed.city_keys:
        found.cities = atlas.cities.get((typed.country_id, one), [])
        if found.cities:
            break
    if typed.country in MANY_SPELLINGS and all(city.point and not city.population for city in found.cities):
        # Hamlets that happen to be called so say nothing about a district of this name.
        found.cities = []
    if found.cities or found.named_at_code or not cities:
        return
    if typed.country in MANY_SPELLINGS or codes < ENOUGH_CODES:
        found.city_uncertain = True
    else:
        found.city_unknown = True


def _names(postal: Postal, typed: Typed) -> bool:
    """True where the code lists the city, whole or with more or fewer words behind its name."""
    if postal.keys & set(typed.city_keys):
        return True
    wanted = typed.location.city
    return any(
        written.begins(name, wanted) or written.begins(wanted, name) or written.abbreviates(wanted, name)
        for name in postal.names
    )


def _elsewhere(postal: Postal, typed: Typed, atlas: Atlas) -> bool:
    """True where the city's whole name is that of a city far away: Frankfurt am Main is not at Frankfurt (Oder)."""
    whole = keys(typed.location.city)
    cities = [city for one in whole for city in atlas.cities.get((typed.country_id, one), [])]
    if not cities or whole & postal.keys or any(city.population < WELL_KNOWN for city in cities):
        return False
    return not any(reach.reaches(postal, city, typed.country) for city in cities)


def _begins_there(found: Found) -> bool:
    """True where codes of boxes and large receivers are not listed, and those of this beginning lie at the city."""
    postal, telling = found.postal, BOXES_MISSING.get(found.typed.country)
    if postal is None or telling is None or len(postal.code) < telling:
        return False
    return _city_has_code(found) is True


def _compare(found: Found) -> None:
    """Which elements do not belong together; of three the one that the two others outvote."""
    fits_area_code = {name: area_has_code(found, codes) for name, codes in found.areas.items()}
    fits_city_code = None if found.code_unknown else _city_has_code(found)
    fits_city_area = {name: _area_has_city(found, codes) for name, codes in found.areas.items()}
    for name in found.areas:
        with_code, with_city = fits_area_code[name], fits_city_area[name]
        if with_code is False and with_city is False:
            found.mismatches.append(name)
        elif with_code is False:
            found.mismatches.append("postal_code" if with_city and not fits_city_code else name)
        elif with_city is False:
            found.mismatches.append("city" if fits_city_code is False or not found.postal else name)
    if fits_city_code is False and "city" not in found.mismatches:
        found.mismatches.append("postal_code")
    found.mismatches = list(dict.fromkeys(found.mismatches))


def area_has_code(found: Found, codes: set[str]) -> bool | None:
    """Whether the postal code lies in one of the areas; None where nobody knows."""
    typed, postal = found.typed, found.postal
    known = areas.areas_of(typed.country)
    patterns = [known[code].postal for code in codes if code in known]
    if typed.codes and patterns and all(patterns):
        if any(pattern and pattern.match(typed.codes[0]) for pattern in patterns):
            return True
        return postal is not None and postal.exact and bool(codes & postal.areas)
    if postal is None or not postal.areas or found.code_unknown:
        return None
    return areas.any_related(typed.country, codes, postal.areas)


def _area_has_city(found: Found, codes: set[str]) -> bool | None:
    called = areas.codes_by_key(found.typed.country)
    if any(codes & called.get(one, frozenset()) for one in found.typed.city_keys):
        return True
    if found.named_at_code and found.postal and found.postal.areas:
        return areas.any_related(found.typed.country, codes, found.postal.areas)
    if not found.cities:
        return None
    if any(not city.areas for city in found.cities):
        return True
    return any(areas.any_related(found.typed.country, codes, city.areas) for city in found.cities)


def _city_has_code(found: Found) -> bool | None:
    """Whether the postal code is one of the city, by name or by distance."""
    postal, cities = found.postal, found.cities
    if found.named_at_code:
        return True
    here = [city for city in cities if _may_be(found, city)] or cities
    if found.begins_in and here and all(city.areas for city in here):
        likely = reach.likely(here)
        return any(areas.any_related(found.typed.country, city.areas, found.begins_in) for city in likely)
    if postal is None or not here:
        return None
    return reach.any_has(reach.likely(here), postal, found.typed.country)


def _may_be(found: Found, city: City) -> bool:
    """True unless the areas that were typed say that it is another city of this name."""
    if not city.areas:
        return True
    return all(areas.any_related(found.typed.country, codes, city.areas) for codes in found.areas.values())
