"""The start page: where a clerk begins the day."""

import pytest

from tests.core.pages.markup import columns
from tests.customers.builders import made, new_customer, new_site

pytestmark = pytest.mark.django_db


def test_lists_what_the_user_changed_last_and_nobody_elses(clerk_client, clerk, other_clerk, unit_a, unit_b):
    made(new_customer("Elder Ltd", new_site(unit_a)), actor=clerk, channel="page")
    made(new_customer("Not Mine Ltd", new_site(unit_b)), actor=other_clerk, channel="page")
    made(new_customer("Newer Ltd", new_site(unit_a)), actor=clerk, channel="page")
    assert columns(clerk_client.get("/"), "key") == ["Newer Ltd", "Elder Ltd"]


def test_what_was_loaded_in_the_users_name_is_not_listed(clerk_client, clerk, unit_a):
    made(new_customer("Typed Ltd", new_site(unit_a)), actor=clerk, channel="page")
    made(new_customer("Set Up Ltd", new_site(unit_a)), actor=clerk, channel="admin")
    for channel in ("command", "job", "fixture", "api"):
        made(new_customer(f"Leaked by {channel} Ltd", new_site(unit_a)), actor=clerk, channel=channel)
    assert columns(clerk_client.get("/"), "key") == ["Set Up Ltd", "Typed Ltd"]


def test_who_may_not_create_is_not_offered_it(viewer_client, clerk_client):
    assert "/customers/create/" not in viewer_client.get("/").text
    assert "/customers/create/organization/" in clerk_client.get("/").text


def test_queries_do_not_grow_with_the_customers(clerk_client, clerk, unit_a, django_assert_num_queries):
    for count in (1, 2):
        for number in range(count):
            made(new_customer(f"Firm {count} {number}", new_site(unit_a)), actor=clerk, channel="page")
        with django_assert_num_queries(8):
            clerk_client.get("/")
