"""Right and wrong addresses of 45 countries, and how many of each the command takes for what they are.

`tuning`, `later`, `second` and `fourth` were looked at while the check was made, `held_out` and `third` were not.
Small runs ask a few small countries, because the geography of all takes minutes to load; a full run (tests/scale.py)
asks all.
"""

import csv
import io
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests import scale
from tests.parties.places import load_america

FOLDER = Path(__file__).parent / "addresses"
QUICK = frozenset({"AE", "BE", "CH", "DK", "IE", "NL", "NO", "NZ", "SG"})
HELD_OUT = ("held_out", "third")
HALVES = ("tuning", "later", "second", "fourth", *HELD_OUT)
LEAST_FLAGGED, MOST_MISJUDGED = 0.95, 0.02


def addresses(name):
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return rows if scale.size() == scale.FULL else [row for row in rows if row["country"] in QUICK]


def judged(rows, tmp_path):
    path = tmp_path / "addresses.csv"
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    answer = io.StringIO()
    call_command("check_addresses", str(path), stdout=answer, stderr=io.StringIO())
    return list(csv.DictReader(io.StringIO(answer.getvalue())))


def test_every_half_has_both_and_none_twice():
    halves = {name: addresses(name) for name in [f"{half}_right" for half in HALVES]}
    whole = [tuple(row.values()) for rows in halves.values() for row in rows]
    assert len(set(whole)) == len(whole)


@pytest.mark.rule("R-047")
@pytest.mark.django_db(transaction=True)
def test_wrong_addresses_are_flagged_and_right_ones_are_not(tmp_path, capsys):
    # Of few countries the parts that were held out alone are too small a number to have a rate.
    groups = [HELD_OUT, HALVES] if scale.size() == scale.FULL else [(*HELD_OUT, "later", "second", "fourth")]
    for halves in groups:
        right, wrong = (
            judged([row for half in halves for row in addresses(f"{half}_{kind}")], tmp_path)
            for kind in ("right", "wrong")
        )
        misjudged = [row for row in right if row["verdict"] != "ok"]
        missed = [row for row in wrong if row["verdict"] != "wrong"]
        with capsys.disabled():
            print(
                f"\n{', '.join(halves)}: {len(wrong) - len(missed)} of {len(wrong)} wrong addresses flagged, ",
                end="",
            )
            print(
                f"{len(misjudged)} of {len(right)} right ones; missed {Counter(row['kind'] for row in missed)}"
            )
        assert 1 - len(missed) / len(wrong) >= LEAST_FLAGGED, missed
        assert len(misjudged) / len(right) <= MOST_MISJUDGED, misjudged
        assert all(row["element"] for row in wrong if row["verdict"] == "wrong")


def test_a_country_that_there_is_not_is_wrong_and_the_nearest_is_suggested(db, tmp_path):
    row = dict.fromkeys(
        ["country", "line1", "line2", "city", "county", "state", "province", "postal_code"], ""
    )
    answer = judged(
        [row | {"country": "Untied States", "line1": "1 Main Street", "city": "Boston"}], tmp_path
    )
    assert (answer[0]["verdict"], answer[0]["element"], answer[0]["suggestion"]) == (
        "wrong",
        "country",
        "United States",
    )


def test_a_file_without_the_columns_is_refused(db, tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("street,town\n", encoding="utf-8")
    with pytest.raises(CommandError, match="must name the columns"):
        call_command("check_addresses", str(path))


def test_every_wrong_address_of_a_long_file_gets_its_suggestion_and_keeps_its_lines(db, tmp_path):
    load_america(tmp_path)
    row = dict.fromkeys(
        ["country", "line1", "line2", "city", "county", "state", "province", "postal_code"], ""
    )
    wrong = row | {"country": "US", "city": "Beverly Hills", "state": "CA", "postal_code": "10001"}
    rows = [wrong | {"line1": f"{number} Palm Drive\nSecond floor\x85"} for number in range(120)]
    answer = judged(rows, tmp_path)
    assert [one["line1"] for one in answer] == [one["line1"] for one in rows]
    assert {(one["verdict"], one["element"]) for one in answer} == {("wrong", "postal_code")}
    assert all("90210" in one["suggestion"] for one in answer)
