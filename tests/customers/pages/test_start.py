"""The start page: where a clerk begins the day."""

import re

import pytest

from core.desk import recent, searches
from core.models import SavedSearch
from tests.customers.builders import made, new_customer, new_site

pytestmark = pytest.mark.django_db


def lines(response, heading):
    """What a panel lists, by its heading."""
    [panel] = [one for one in response.text.split("<section")[1:] if f">{heading}<" in one]
    return re.findall(r"<li><a [^>]*>(.*?)</a>", panel.partition("</section>")[0])


def changed(client):
    return lines(client.get("/"), "Customers you changed last")


def test_lists_what_the_user_changed_last_and_nobody_elses(clerk_client, clerk, other_clerk, unit_a, unit_b):
    made(new_customer("Elder Ltd", new_site(unit_a)), actor=clerk, channel="page")
    made(new_customer("Not Mine Ltd", new_site(unit_b)), actor=other_clerk, channel="page")
    made(new_customer("Newer Ltd", new_site(unit_a)), actor=clerk, channel="page")
    assert changed(clerk_client) == ["Newer Ltd", "Elder Ltd"]


def test_what_was_loaded_in_the_users_name_is_not_listed(clerk_client, clerk, unit_a):
    made(new_customer("Typed Ltd", new_site(unit_a)), actor=clerk, channel="page")
    made(new_customer("Set Up Ltd", new_site(unit_a)), actor=clerk, channel="admin")
    for channel in ("command", "job", "fixture", "api"):
        made(new_customer(f"Leaked by {channel} Ltd", new_site(unit_a)), actor=clerk, channel=channel)
    assert changed(clerk_client) == ["Set Up Ltd", "Typed Ltd"]


def test_lists_what_the_user_opened_last_and_the_saved_searches(clerk_client, clerk, other_clerk, unit_a):
    customers = [made(new_customer(f"Firm {number}", new_site(unit_a))) for number in range(3)]
    for user, customer in ((clerk, customers[0]), (other_clerk, customers[1]), (clerk, customers[2])):
        recent.note(user, recent.mark_of(customer))
    searches.save(SavedSearch(owner=clerk, name="Mine", url_name="customers:search", query="q=firm"))
    page = clerk_client.get("/")
    assert lines(page, "Opened last") == ["Firm 2", "Firm 0"]
    assert lines(page, "Saved searches") == ["Mine"]


def test_who_may_not_create_is_not_offered_it(viewer_client, clerk_client):
    assert "/customers/create/person" not in viewer_client.get("/").text
    assert "/customers/create/person" in clerk_client.get("/").text


@pytest.mark.parametrize("address, queries", [("/", 13), ("/start/", 12)])
def test_queries_do_not_grow_with_the_customers(
    clerk_client, clerk, unit_a, django_assert_num_queries, address, queries
):
    for count in (1, 3):
        for number in range(count):
            customer = made(
                new_customer(f"Firm {count} {number}", new_site(unit_a)), actor=clerk, channel="page"
            )
            recent.note(clerk, recent.mark_of(customer))
            searches.save(SavedSearch(owner=clerk, name=f"{count} {number}", url_name="customers:search"))
        with django_assert_num_queries(queries):
            clerk_client.get(address)
