"""Saved searches: one's own, shared, begun with; never a list that one may not open (trust 8, 9)."""

import re
from urllib.parse import quote

import pytest

from core.desk import searches
from core.models import SavedSearch, StartSearch
from tests.core.pages.markup import columns, filled, told

pytestmark = pytest.mark.django_db

LIST = "/customers/?type=ORGANIZATION&name=acme&go=1&page=2&csrfmiddlewaretoken=x&country="
QUERY = "go=1&name=acme&type=ORGANIZATION"


def create_url(url_name="customers:search", query=QUERY):
    return f"/searches/create/?list={quote(url_name)}&query={quote(query)}"


def saved(owner, name="Acme", **values):
    given = {"url_name": "customers:search", "query": "q=acme", **values}
    return searches.save(SavedSearch(owner=owner, name=name, **given))


def sidebar(response):
    """Names of the saved searches in the sidebar, in order."""
    side = response.text.partition("</aside>")[0]
    return [re.sub(r"<.*", "", name) for name in re.findall(r"</svg>\s*<span>(.*?)</span>", side, re.DOTALL)]


def test_a_list_is_saved_with_its_filters_and_opens_equal(clerk, clerk_client):
    page = clerk_client.get(LIST)
    link = re.search(r'href="(/searches/create/[^"]+)"', page.text).group(1).replace("&amp;", "&")
    form = filled(clerk_client.get(link))
    answer = clerk_client.post(link, {**form, "name": "  Acme abroad ", "shared": "on"}, follow=True)
    search = SavedSearch.objects.get()
    assert (search.name, search.owner, search.url_name, search.query, search.shared) == (
        "Acme abroad",
        clerk,
        "customers:search",
        QUERY,
        True,
    )
    assert answer.redirect_chain == [(f"/customers/?{QUERY}", 302)]
    assert told(answer) == ["The search “Acme abroad” was saved. It stands in the sidebar."]
    assert 'aria-current="true"' in answer.text.partition('role="group"')[2].partition("</a>")[0]


def test_a_list_without_filters_and_a_page_that_is_no_list_offer_nothing(clerk_client):
    assert "/searches/create/" not in clerk_client.get("/customers/").text
    assert "/searches/create/" not in clerk_client.get("/searches/?sort=name").text
    assert clerk_client.get("/searches/create/")["Location"] == "/searches/"
    assert clerk_client.get(create_url("start")).status_code == 404
    assert clerk_client.get(create_url("jobs:programs", "x=1")).status_code in (200, 404)


def test_a_name_is_used_once_by_each_user(clerk, other_clerk, clerk_client):
    saved(other_clerk, "Mine")
    saved(clerk, "Mine")
    url = create_url()
    answer = clerk_client.post(url, {**filled(clerk_client.get(url)), "name": " MINE "})
    assert answer.context["forms"]["form"].errors == {
        "name": ["You have a saved search with this name already."]
    }
    assert SavedSearch.objects.filter(owner=clerk).count() == 1


def test_lengths_are_checked(clerk, clerk_client):
    url = create_url(query="name=" + "x" * 3000)
    answer = clerk_client.post(url, {**filled(clerk_client.get(url)), "name": "Long"})
    assert "too long to be saved" in answer.text
    answer = clerk_client.post(create_url(), {**filled(clerk_client.get(create_url())), "name": "x" * 81})
    assert list(answer.context["forms"]["form"].errors) == ["name"]
    assert SavedSearch.objects.count() == 0


def test_the_sidebar_shows_own_ones_then_shared_ones_with_their_owner(clerk, other_clerk, clerk_client):
    saved(other_clerk, "Another's own")
    saved(other_clerk, "A shared", shared=True)
    saved(clerk, "Zebra")
    page = clerk_client.get("/customers/")
    assert sidebar(page) == ["Zebra", "A shared"]
    assert str(other_clerk.get_full_name()) in page.text
    assert columns(clerk_client.get("/searches/"), "flag-cell").count("Shared") == 1


def test_a_search_in_a_list_that_one_may_not_open_is_not_shown(clerk, clerk_client, viewer, viewer_client):
    saved(clerk, "Runs", url_name="jobs:list", query="state=failed", shared=True)
    saved(clerk, "Gone", url_name="no:such", query="", shared=True)
    assert sidebar(clerk_client.get("/customers/")) == ["Runs"]
    assert "Runs" not in viewer_client.get("/searches/").text
    assert viewer_client.get(f"/searches/{SavedSearch.objects.get(name='Runs').pk}/begin/").status_code == 404


def test_the_sidebar_is_capped_and_costs_one_query(clerk, clerk_client, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as without:
        clerk_client.get("/searches/create/?list=customers:search&query=q%3Da")
    for number in range(12):
        saved(clerk, f"Search {number:02}")
    with django_assert_num_queries(len(without)):
        page = clerk_client.get("/searches/create/?list=customers:search&query=q%3Da")
    assert len(sidebar(page)) == 8
    assert "All saved searches" in page.text
    asked = clerk_client.get("/customers/?q=x", headers={"HX-Request": "true"})
    assert "Search 01" not in asked.text


@pytest.mark.parametrize("page", ["change", "delete"])
def test_only_the_owner_and_administrators_change_what_is_shared(
    clerk, clerk_client, other_clerk_client, administrator_client, viewer_client, page
):
    search = saved(clerk, shared=True)
    own = saved(clerk, "Own")
    address = f"/searches/{search.pk}/{page}/"
    clients = [clerk_client, other_clerk_client, viewer_client, administrator_client]
    assert [client.get(address).status_code for client in clients] == [200, 404, 404, 200]
    assert administrator_client.get(f"/searches/{own.pk}/{page}/").status_code == 404
    assert other_clerk_client.post(address, {"name": "Theirs", "version": "1"}).status_code == 404
    assert SavedSearch.objects.filter(name="Acme").exists()


def test_renaming_sharing_and_deleting(clerk, clerk_client):
    search = saved(clerk)
    change = f"/searches/{search.pk}/change/"
    clerk_client.post(change, {**filled(clerk_client.get(change)), "name": "New name", "shared": "on"})
    search.refresh_from_db()
    assert (search.name, search.name_key, search.shared) == ("New name", "new name", True)
    delete = f"/searches/{search.pk}/delete/"
    assert clerk_client.get(delete).status_code == 200 and SavedSearch.objects.count() == 1
    answer = clerk_client.post(delete, {"version": "1"}, follow=True)
    assert told(answer) == ["The search “New name” was deleted."]
    assert SavedSearch.objects.count() == 0


def test_one_begins_the_day_with_a_search_and_the_start_page_stays_near(clerk, clerk_client, other_clerk):
    search = saved(other_clerk, shared=True)
    begin = f"/searches/{search.pk}/begin/"
    assert told(clerk_client.post(begin, {"version": "1"}, follow=True)) == [
        "You begin with “Acme” from now on."
    ]
    assert clerk_client.get("/")["Location"] == "/customers/?q=acme"
    start = clerk_client.get("/start/")
    assert (start.status_code, "Good day" in start.text) == (200, True)
    assert 'href="/start/"' in clerk_client.get("/customers/").text.partition("</aside>")[0]

    search.shared = False
    searches.save(search)
    assert clerk_client.get("/").status_code == 200
    search.shared = True
    searches.save(search)
    clerk_client.post(begin, {"version": "1"})
    assert (clerk_client.get("/").status_code, StartSearch.objects.count()) == (200, 0)


@pytest.mark.parametrize("query", ["status=nonsense&unit=x", "page=9&sort=nothing", "no_longer=1&country=0"])
def test_an_outdated_search_opens_its_list(clerk, clerk_client, query):
    search = saved(clerk, query=query)
    page = clerk_client.get("/searches/")
    assert f'href="/customers/?{query.replace("&", "&amp;")}"' in page.text
    assert clerk_client.get(f"/customers/?{search.query}").status_code == 200


def test_the_list_costs_the_same_for_one_search_and_three(clerk, clerk_client, django_assert_num_queries):
    for count in (1, 2):
        for number in range(count):
            saved(clerk, f"Search {count} {number}")
        with django_assert_num_queries(7):
            clerk_client.get("/searches/")
