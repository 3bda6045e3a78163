import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.models import JobRun, StoredFile
from reference.geography import files, store
from reference.geography.program import country_codes
from reference.models import Country
from tests.core.pages.markup import hidden

FILE = "country,area_code,area,city,postal_code\nDE,BY,Bayern,München,80331\nDE,BE,Berlin,Berlin,10117\n"


@pytest.fixture
def loaded(db):
    contents = files.read(FILE.encode(), country_codes())
    store.replace(Country.objects.get(code2="DE"), "branches", "ours", contents.places["DE"])


def test_places_are_found_by_the_beginning_of_name_and_code(loaded, administrator_client):
    def names(query):
        text = administrator_client.get(f"/geography/?{query}").content.decode().split('id="sources"')[0]
        return [name for name in ("München", "Berlin", "Bayern") if f">{name}<" in text]

    assert names("") == ["München", "Berlin", "Bayern"]
    assert names("q=muen") == ["München"]
    assert names("q=101") == ["Berlin"]
    assert names("kind=A") == ["Berlin", "Bayern"]


def test_the_sidebar_leads_there_who_may_load_it(db, administrator_client, clerk_client):
    link = '<a href="/geography/">'
    assert link in administrator_client.get("/customers/").text
    assert '<a href="/geography/" aria-current="true">' in administrator_client.get("/geography/").text
    assert 'href="/geography/"' not in clerk_client.get("/customers/").text


@pytest.mark.parametrize("extra", [0, 2])
def test_the_list_costs_the_same_queries_however_long(
    loaded, administrator_client, extra, django_assert_max_num_queries
):
    for number in range(extra):
        store.replace(Country.objects.get(code2="AT"), f"s{number}", "", [])
    with django_assert_max_num_queries(16):
        assert administrator_client.get("/geography/").status_code == 200


def test_an_uploaded_file_becomes_a_run(db, administrator_client):
    sent = SimpleUploadedFile("branches.csv", FILE.encode(), content_type="text/csv")
    page = administrator_client.get("/geography/load/")
    assert ">Load geography</button>" in page.text.replace("\n", "").replace("  ", "")
    token = hidden(page, "form_token")
    given = {"file": sent, "source": "", "countries": "de", "form_token": token}
    assert administrator_client.post("/geography/load/", given).status_code == 302
    run = JobRun.objects.get(program="load-geography")
    assert run.parameters == {
        "file": StoredFile.objects.get().pk,
        "source": "branches.csv",
        "countries": "DE",
    }


def test_a_country_that_there_is_not_is_refused_beside_the_field(db, administrator_client):
    answer = administrator_client.post("/geography/load/", {"source": "", "countries": "DE XX"})
    assert "There is no country XX." in answer.content.decode()
    assert not JobRun.objects.exists()
