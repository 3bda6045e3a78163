"""The palette finds a user's saved searches and the records that he had open last."""

import pytest

from core.desk import recent, searches
from core.models import SavedSearch
from core.pages.palette import entries_for
from tests.customers.builders import made, new_customer, new_site

pytestmark = pytest.mark.django_db


def found(user, text):
    """Group and label of what is offered."""
    groups = [
        group for group in entries_for(user, text) if str(group.title) in ("Opened last", "Saved searches")
    ]
    return [(str(group.title), str(entry.label), entry.url) for group in groups for entry in group.entries]


def test_what_was_opened_and_what_was_saved(clerk, other_clerk, unit_a):
    acme, other = (made(new_customer(name, new_site(unit_a))) for name in ("Acme Ltd", "Other Ltd"))
    recent.note(clerk, recent.mark_of(acme))
    recent.note(other_clerk, recent.mark_of(other))
    for owner, name in ((clerk, "Acme abroad"), (clerk, "Norse"), (other_clerk, "Acme is theirs")):
        searches.save(SavedSearch(owner=owner, name=name, url_name="customers:search", query="q=a"))
    assert found(clerk, "acme") == [
        ("Opened last", "Acme Ltd", acme.get_absolute_url()),
        ("Saved searches", "Acme abroad", "/customers/?q=a"),
    ]
    assert [label for _group, label, _url in found(clerk, "")] == ["Acme Ltd", "Acme abroad", "Norse"]
