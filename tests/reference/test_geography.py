import io

import pytest
from django.core.management import CommandError, call_command

from core.models import JobRun
from reference.geography import files, store
from reference.geography.areas import area_keys, codes_by_key
from reference.geography.keys import keys
from reference.geography.program import country_codes
from reference.models import Country, GeographySource, Place, PlaceName

FILE = """country,area_code,area,city,postal_code,other_names,latitude,longitude,population
DE,BY,Bayern,München,80331,Munich|Monaco di Baviera,48.14,11.57,1500000
Germany,,Bavaria,München,80333,,48.15,11.57,
DEU,BE,Berlin,,,,,,
XX,,,Nowhere,,,,,
DE,,,,,,,,
DE,,,Ulm,123,,,,
DE,,,Ulm,89073,,north,,
"""


def read(text):
    return files.read(text.encode(), country_codes())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("München", "MUENCHEN"),
        ("St. Louis", "Saint Louis"),
        ("Baden-Baden", "baden baden"),
        ("Malmö", "Malmo"),
        ("L'Aquila", "L’Aquila"),
        ("Halle (Saale)", "Halle"),
    ],
)
def test_spellings_of_a_name_share_a_key(one, other):
    assert keys(one) & keys(other)


@pytest.mark.parametrize(
    ("country", "name", "code"),
    [
        ("US", "Calif.", "CA"),
        ("DE", "Bavaria", "BY"),
        ("JP", "東京都", "13"),
        ("JP", "Tokyo", "13"),
        ("CA", "Québec", "QC"),
        ("ES", "Bizkaia", "BI"),
        ("GB", "Hants", "HAM"),
        ("IE", "Co. Cork", "CO"),
    ],
)
def test_areas_are_known_by_each_of_their_names(country, name, code):
    found = set().union(*(codes_by_key(country).get(one, set()) for one in area_keys(name)))
    assert code in found


def test_a_file_names_its_wrong_rows(db):
    contents = read(FILE)
    assert contents.rows == 7
    assert [line for line, _text in contents.problems] == [5, 6, 7, 8]
    assert "XX is no country" in contents.problems[0][1]
    assert "area, a city or a postal code" in contents.problems[1][1]
    assert "123 does not look like a postal code of DE" in contents.problems[2][1]
    assert "north in column latitude is no number" in contents.problems[3][1]
    assert [(row.kind, row.code, row.name) for row in contents.places["DE"]] == [
        ("A", "BY", "Bayern"),
        ("C", "", "München"),
        ("P", "80331", "München"),
        ("P", "80333", "München"),
        ("A", "BE", "Berlin"),
    ]


def test_a_file_without_a_header_or_in_another_encoding_is_refused_whole(db):
    assert "must name the columns" in read("DE,BY\n").problems[0][1]
    assert "not in UTF-8" in files.read("country\nDE,Köln".encode("latin-1"), {}).problems[0][1]


def test_a_source_replaces_itself_and_no_other(db):
    germany = Country.objects.get(code2="DE")
    rows = read(FILE).places["DE"]
    store.replace(germany, "one", "", rows)
    store.replace(germany, "other", "", rows)
    again = store.replace(germany, "one", "", rows[:2])
    assert list(
        GeographySource.objects.values_list("code", "areas", "cities", "postal_codes").order_by("code")
    ) == [
        ("one", 1, 1, 0),
        ("other", 2, 1, 2),
    ]
    assert Place.objects.count() == 7
    assert PlaceName.objects.filter(place__source=again).count() > 3


def test_what_an_interrupted_load_left_is_taken_away(db):
    germany = Country.objects.get(code2="DE")
    rows = read(FILE).places["DE"]
    store.add(store.begin(germany, "one", ""), rows)
    store.replace(germany, "one", "", rows)
    assert GeographySource.objects.get().code == "one"
    assert Place.objects.count() == len(rows)


@pytest.mark.django_db(transaction=True)
def test_the_command_loads_a_file_and_keeps_the_run(tmp_path):
    path = tmp_path / "places.csv"
    path.write_text(FILE, encoding="utf-8")
    told = io.StringIO()
    with pytest.raises(CommandError, match="Some rows are wrong"):
        call_command("load_geography", str(path), stdout=told)
    assert "row 5: XX is no country" in told.getvalue()
    source = GeographySource.objects.get()
    assert (source.country.code2, source.code, source.postal_codes) == ("DE", "places.csv", 2)
    run = JobRun.objects.get(program="load-geography")
    assert (run.state, run.counts["rows"], run.counts["cities"], len(run.problems)) == ("done", 7, 1, 4)


@pytest.mark.django_db(transaction=True)
def test_the_command_loads_what_is_shipped():
    call_command("load_geography", shipped=True, countries="MT,LI", stdout=io.StringIO())
    found = {source.country.code2: source for source in GeographySource.objects.all()}
    assert set(found) == {"MT", "LI"}
    assert found["LI"].cities >= 11
    assert Place.objects.filter(country__code2="LI", kind="P", code="9490").get().name == "Vaduz"


def test_the_command_wants_a_file_or_the_word(db):
    with pytest.raises(CommandError, match="Give a file, or --shipped"):
        call_command("load_geography")


@pytest.mark.django_db(transaction=True)
def test_what_is_missing_is_left_to_the_worker():
    store.replace(Country.objects.get(code2="DE"), "one", "", [])
    call_command("load_geography", shipped=True, countries="DE,LI", missing=True, background=True)
    run = JobRun.objects.get(program="load-geography")
    assert (run.state, run.parameters["countries"]) == ("waiting", "LI")
    call_command("load_geography", shipped=True, countries="DE", missing=True, background=True)
    assert JobRun.objects.count() == 1
