"""The list of shortcuts: one place, and everything that reads it."""

import re
from html import unescape

import pytest
from django.conf import settings

from core.pages import places
from core.pages.shortcuts import Shortcut, declare, find_shortcut, for_script, in_words

BASE = settings.BASE_DIR
APPS = ("core", "reference", "parties", "accounts", "sites", "customers")


@pytest.fixture(autouse=True)
def house():
    """These pages lead through the whole product, not through the house of test pages."""


def listed(client, **headers):
    """What the page of shortcuts lists: the keys of each, by its label."""
    text = client.get("/shortcuts/", headers=headers).text
    pairs = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", text, re.DOTALL)
    return {unescape(label): " ".join(re.sub(r"<[^>]*>", " ", keys).split()) for label, keys in pairs}


@pytest.mark.django_db
def test_the_page_lists_what_the_user_can_use(clerk_client, viewer_client):
    clerks, viewers = listed(clerk_client), listed(viewer_client)

    assert clerks["Search: put the cursor into the search box"] == "/"
    assert clerks["Command palette: any page, record or action"] == "Ctrl K or ⌘ K"
    assert clerks["The parts of the record, in their order"] == "1 … 9 0"
    assert clerks["Save"] == "Ctrl Enter or ⌘ Enter"
    assert clerks["Customers"] == "g then c"
    assert clerks["Create a customer"] == "c"
    assert clerks.keys() - viewers.keys() == {"Create a customer", "Background work"}
    assert viewers.keys() - clerks.keys() == set()


@pytest.mark.django_db
def test_the_dialog_shows_the_list_alone(clerk_client):
    fragment = clerk_client.get("/shortcuts/", headers={"HX-Request": "true"}).text

    assert "<html" not in fragment
    assert listed(clerk_client, **{"HX-Request": "true"}) == listed(clerk_client)


@pytest.mark.django_db
def test_elements_say_their_key(clerk_client):
    text = clerk_client.get("/").text
    assert 'data-shortcut="search" aria-keyshortcuts="/" title="Key: /"' in text
    assert 'data-shortcut="palette" aria-keyshortcuts="Control+k Meta+k" title="Key: Ctrl+K"' in text


@pytest.mark.django_db
def test_the_script_knows_the_keys_of_everything_and_the_address_of_some(clerk, viewer):
    known = for_script(clerk)
    assert known["create"] == {"keys": ("c",), "url": "/customers/create/organization/"}
    assert known["edit"] == {"keys": ("e",), "url": ""}
    assert "create" not in for_script(viewer)


def test_every_name_that_is_used_is_declared():
    used = set()
    for path in (BASE / "templates").rglob("*.html"):
        used |= set(re.findall(r"""\{% shortcut ["']([^"']+)["']""", path.read_text()))
    for path in (BASE / "static/js").glob("*.js"):
        used |= set(re.findall(r"""command\("([^"]+)\"""", path.read_text()))
    for app in APPS:
        for path in (BASE / app).rglob("*.py"):
            used |= set(re.findall(r"""shortcut="([^"]+)\"""", path.read_text()))

    assert {"edit", "save", "cancel", "palette", "next-row", "go"} <= used
    assert [name for name in sorted(used) if find_shortcut(name) is None] == []


def test_one_key_means_one_thing():
    with pytest.raises(ValueError, match="share a key"):
        declare(Shortcut("another", "Another", ("e",)))
    with pytest.raises(ValueError, match="leads to customers:search already"):
        find_shortcut("edit")
        places.add(places.Place("Else", "elsewhere", letter="c"))


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("e", "e"),
        ("Control+Enter", "Ctrl+Enter"),
        ("Meta+k", "⌘+K"),
        ("Escape", "Esc"),
        ("g c", "g c"),
        ("/", "/"),
    ],
)
def test_keys_in_words(keys, words):
    assert in_words(keys) == words
