"""Which city is meant by a name, and whether a postal code may be one of it."""

import pytest

from parties.address_check import reach
from reference.geography.atlas import City, Postal

NOWHERE = frozenset()


def city(point, population=0, areas=NOWHERE):
    return City("Münster", frozenset(areas), point, population)


def postal(point, code="48143", areas=NOWHERE):
    return Postal(code, ("Münster",), frozenset(areas), point, 0.0, NOWHERE, True)


LARGE = city((51.96, 7.63), 308_000, {"NW"})
HAMLET = city((48.23, 10.64), 0, {"BY"})


@pytest.mark.rule("R-047")
def test_a_hamlet_far_from_a_large_city_of_its_name_is_not_meant():
    assert reach.likely([LARGE, HAMLET]) == [LARGE]
    assert not reach.any_has(reach.likely([LARGE, HAMLET]), postal((48.16, 10.82)), "DE")


def test_without_a_large_city_every_place_of_the_name_may_be_meant():
    towns = [city((49.9, 8.9), 14_000, {"HE"}), HAMLET]
    assert reach.likely(towns) == towns


def test_the_point_of_the_post_in_the_area_of_the_large_city_counts():
    beside = city((51.5, 7.2), 0, {"NW"})
    assert reach.likely([LARGE, beside]) == [LARGE, beside]


def test_a_city_without_a_point_is_judged_by_its_area():
    district = City("성산구", frozenset({"48"}), None, 0)
    assert reach.any_has([LARGE, district], postal((37.6, 127.3), areas={"41"}), "KR") is False
    assert reach.any_has([LARGE, district], postal((37.6, 127.3), areas={"48"}), "KR") is True


def test_where_neither_point_nor_area_is_known_nobody_knows():
    assert reach.any_has([City("Yeosu", NOWHERE, None, 0)], postal((37.6, 127.3)), "KR") is None


@pytest.mark.parametrize(("code", "together"), [("T0L", True), ("T2P", False)])
def test_a_code_of_the_country_is_delivered_all_over_its_province(code, together):
    lake_louise = City("Lake Louise", frozenset({"AB"}), (51.43, -116.18), 1000)
    assert reach.any_has([lake_louise], postal((50.63, -114.41), code, {"AB"}), "CA") is together
