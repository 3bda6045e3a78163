"""What the elements that were typed make certain of those that were not (R-050)."""

from parties import addresses
from parties.address_check.places import Found
from reference.geography import areas

# Countries that write an area by its code.
BY_CODE = frozenset({"US", "CA", "AU", "BR", "IT"})


def of(found: Found) -> dict[str, str]:
    """Values by column for empty elements of the country's form; never for one that was typed.

    Elements that contradict one another make nothing certain.
    """
    if found.mismatches:
        return {}
    typed, location = found.typed, found.typed.location
    form = addresses.form_of(typed.country)
    values: dict[str, str] = {}
    postal = found.postal if found.postal and found.postal.exact and not found.code_unknown else None
    if postal and found.post_town and not location.city.strip():
        values["city"] = found.post_town
    column = form.area_field
    if form.element(column) and not addresses.area_given(location):
        known = areas.areas_of(typed.country)
        codes = set(postal.areas) if postal else _areas_of_city(found)
        finer = {
            code
            for code, area in known.items()
            if area.postal and typed.codes and area.postal.match(typed.codes[0])
        }
        # Where the code itself is not listed, its beginning says where it lies, unless a city says more.
        asked = postal or (not codes and not found.code_unknown)
        if finer and asked and (len(finer) < len(codes) or not codes or len(finer) == 1):
            codes = finer
        if len(codes) == 1:
            code = codes.pop()
            if code in known:
                beside = values.get("city") or location.city or location.line1
                values[column] = (
                    code if typed.country in BY_CODE else areas.name_beside(typed.country, code, beside)
                )
    return values


def _areas_of_city(found: Found) -> set[str]:
    """The areas of the city where each city of this name lies in the same one."""
    if not found.cities or any(len(city.areas) != 1 for city in found.cities):
        return set()
    return set().union(*(city.areas for city in found.cities))
