"""The command palette's pages: what it offers to whom, as a page and as options of its dialog."""

import re
from html import unescape

import pytest

from core import roles
from core.pages.palette import fits
from tests.factories import UserFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db

# A heading, or an entry: on the page, and as an option of the dialog.
ENTRY = (
    r"""(?:<h2|<div class="pop-head"[^>]*)>(.*?)</(?:h2|div)>"""
    r"""|(?:<li><a|<a role="option"[^>]*?) href="(.*?)"[^>]*>(.*?)(?:</a>|</span>)"""
)


@pytest.fixture(autouse=True)
def house():
    """These pages lead through the whole product, not through the house of test pages."""


def offered(client, text="", **headers):
    """The entries of the palette: (group, label, address)."""
    answer = client.get("/palette/", {"q": text}, headers=headers).text
    main = answer.partition('<main id="main"')[2].partition("</main>")[0] or answer
    found, group = [], ""
    for heading, address, label in re.findall(ENTRY, main, re.DOTALL):
        if heading:
            group = unescape(heading)
        else:
            found.append((group, unescape(re.sub(r"<[^>]*>", "", label)).strip(), unescape(address)))
    return found


def test_without_text_it_offers_the_pages_that_the_user_may_open(clerk_client, viewer_client):
    of_clerk, of_viewer = offered(clerk_client), offered(viewer_client)

    assert ("Go to", "Customers", "/customers/") in of_viewer
    assert ("Go to", "Start", "/start/") in of_viewer
    assert ("Go to", "Preferences", "/preferences/") in of_viewer
    assert ("Go to", "Create a customer", "/customers/create/organization/") in of_clerk
    assert not {"Create a customer", "Set-up"} & {label for _group, label, _address in of_viewer}


def test_the_set_up_is_offered_to_those_who_may_enter_it(clerk_client):
    somebody = signed_in(UserFactory(roles=[roles.ADMINISTRATOR]))

    assert ("Go to", "Set-up", "/admin/") in offered(somebody, "set")
    assert '<a href="/admin/">' in somebody.get("/customers/").text
    assert ("Go to", "Set-up", "/admin/") not in offered(clerk_client, "set")


def test_words_begin_words(clerk_client):
    assert offered(clerk_client, "keyb short") == [
        ("Go to", "Keyboard shortcuts", "/shortcuts/"),
        ("Search", "Search customers for “keyb short”", "/customers/?q=keyb+short"),
    ]


def test_the_dialog_gets_the_same_entries_as_the_page(clerk_client):
    assert offered(clerk_client, "c", **{"HX-Request": "true"}) == offered(clerk_client, "c")
    assert "<html" not in clerk_client.get("/palette/", headers={"HX-Request": "true"}).text


def test_a_text_of_any_length_and_kind_is_answered(clerk_client):
    for text in ("%", "'\"<b>", "x" * 5000, "￿ ", "  "):
        assert clerk_client.get("/palette/", {"q": text}).status_code == 200


@pytest.mark.parametrize(
    ("label", "text", "expected"),
    [
        ("Steward's queue", "stew", True),
        ("Steward's queue", "QUEUE stew", True),
        ("Set-up", "up", True),
        ("Set-up", "p", False),
        ("Customers", "", True),
    ],
)
def test_fits(label, text, expected):
    assert fits(label, text) is expected
