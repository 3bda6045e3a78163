"""The help with a page: what it is for, what its fields, filters and columns mean."""

import re

import pytest
from django.urls import get_resolver

from accounts.models import Account
from core.checks import our_views
from core.pages.page import Page
from tests.core.pages.markup import _text
from tests.customers.builders import made, new_customer, new_site

# Pages that answer with a file, or never to GET.
WITHOUT = {"documents:download-account", "documents:download-customer", "documents:download-site"} | {
    "jobs:export",
    "jobs:file",
    "preferences:theme",
}


@pytest.fixture
def house(settings):
    """The product's own pages, not those of the tests in this folder."""
    settings.ROOT_URLCONF = "config.urls"


@pytest.fixture
def acme(unit_a):
    return made(new_customer("Acme Harbour Ltd", new_site(unit_a, "BILL_TO"), number="A1"))


def entries(response):
    """The labels and texts of the help, and what the page is for."""
    pairs = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", response.text, re.DOTALL)
    return {_text(label): _text(text) for label, text in pairs}


def test_every_page_says_what_it_is_for(house):
    views = {name: getattr(callback, "view_class", None) for name, callback in our_views(get_resolver())}
    pages = {name: view for name, view in views.items() if isinstance(view, type) and issubclass(view, Page)}
    assert len(pages) > 60
    assert {name for name, view in pages.items() if not str(view.help)} == WITHOUT


@pytest.mark.django_db
def test_the_help_of_a_form_explains_its_fields(acme, clerk_client):
    page = f"/accounts/{acme.accounts.get().pk}/edit/"
    response = clerk_client.get(f"{page}?help=1")
    assert "Change the values and save." in response.text
    assert f'href="{page}"' in response.text
    told = entries(response)
    assert told["Reason for the Change"] == "Shown in the history of the record."
    assert told["Account Description"] == str(Account._meta.get_field("description").help_text)


@pytest.mark.django_db
def test_the_help_of_a_list_explains_its_columns_and_keeps_its_filters(acme, clerk_client):
    response = clerk_client.get(f"/accounts/{acme.accounts.get().pk}/?status=I&help=1")
    assert "Where your operating units do business with the account." in response.text
    assert f'href="/accounts/{acme.accounts.get().pk}/?status=I"' in response.text


@pytest.mark.django_db
def test_the_dialog_gets_the_help_alone(acme, clerk_client):
    page = f"/accounts/{acme.accounts.get().pk}/edit/?help=1"
    alone = clerk_client.get(page, headers={"HX-Request": "true"})
    assert "<html" not in alone.text and "Change the values and save." in alone.text
    assert "<html" in clerk_client.get(page).text


@pytest.mark.django_db
def test_help_is_for_who_may_open_the_page(acme, viewer_client):
    account = acme.accounts.get()
    assert viewer_client.get(f"/accounts/{account.pk}/edit/?help=1").status_code == 403
    assert viewer_client.get("/accounts/987654321/?help=1").status_code == 404


@pytest.mark.django_db
def test_a_question_that_says_whose_record_it_is_leads_to_its_help_too(acme, clerk_client):
    site = acme.accounts.get().sites.get()
    page = clerk_client.get(f"/sites/{site.pk}/remove/")
    assert str(acme) in page.text
    assert "data-page-help" in page.text
