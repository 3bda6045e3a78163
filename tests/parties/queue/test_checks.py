"""The registry of checks (R-267)."""

import pytest

from parties.queue import checks
from parties.queue.checks import Finding


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch):
    monkeypatch.setattr(checks, "_registry", dict(checks._registry))


@pytest.mark.rule("R-267")
def test_apps_contribute_checks_by_name():
    @checks.check("no-name", title="No name", remedy="Give it one.")
    def without_name(party_ids):
        return [Finding(pk, f"party:{pk}", "", "/") for pk in party_ids]

    codes = [check.code for check in checks.all_checks()]
    assert (codes[:2], codes[-1]) == (["not-ready", "no-primary"], "no-name")
    assert checks.get("no-name").find([7]) == [Finding(7, "party:7", "", "/", None)]
    assert (checks.title_of("no-name"), checks.title_of("former")) == ("No name", "former")


@pytest.mark.rule("R-267")
def test_checks_that_look_at_the_same_read_it_once(monkeypatch):
    monkeypatch.setattr(checks, "_registry", {})
    asked = []

    def doubled(party_ids):
        asked.append(party_ids)
        return [2 * pk for pk in party_ids]

    @checks.check("first", title="", remedy="", reads=doubled)
    def first(numbers):
        return [Finding(number, f"first:{number}", "", "/") for number in numbers]

    @checks.check("second", title="", remedy="", reads=doubled)
    def second(numbers):
        return [Finding(sum(numbers), "second", "", "/")]

    @checks.check("third", title="", remedy="")
    def third(party_ids):
        return [Finding(pk, f"third:{pk}", "", "/") for pk in party_ids]

    assert [(code, finding.subject) for code, finding in checks.findings([3, 4])] == [
        ("first", "first:6"),
        ("first", "first:8"),
        ("second", "second"),
        ("third", "third:3"),
        ("third", "third:4"),
    ]
    assert asked == [[3, 4]]


def test_two_checks_do_not_share_a_name():
    with pytest.raises(ValueError, match="not-ready"):
        checks.check("not-ready", title="", remedy="")(lambda party_ids: [])
