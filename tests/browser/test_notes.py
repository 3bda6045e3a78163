"""A clerk keeps a note and a document with a customer, by the labels that he sees, and gets the very bytes back."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from core import uploads
from tests.browser.steps import field
from tests.core.uploaded import PDF
from tests.customers.builders import made, new_customer, new_site

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.rule("R-264")]


@pytest.fixture
def page(open_page, clerk, unit_a) -> Page:
    """The notes and documents of a customer."""
    customer = made(new_customer("Acme Harbour Ltd", new_site(unit_a, "BILL_TO")), clerk, "page")
    page = open_page(clerk)
    page.goto(f"/customers/{customer.pk}/")
    page.get_by_role("link", name="Notes and Documents").click()
    expect(page.get_by_role("heading", name="Notes", exact=True)).to_be_visible()
    return page


def test_a_note_is_written_and_pinned(page):
    page.get_by_role("link", name="Add Note").click()
    field(page, "Note").fill("Rings back after ten.\nAsk for Ms Brandt: https://acme.example/")
    field(page, "Pinned").check()
    page.get_by_role("button", name="Save", exact=True).click()

    pinned = page.get_by_role("region", name="Pinned notes")
    expect(pinned).to_contain_text("Rings back after ten.")
    expect(pinned.get_by_role("link", name="https://acme.example/")).to_have_attribute(
        "href", "https://acme.example/"
    )
    page.get_by_role("link", name="Accounts").click()
    expect(pinned).to_be_visible()


def test_a_document_is_uploaded_found_and_downloaded(page, tmp_path):
    content = PDF + b"%" + bytes(range(256)) * 50
    file = tmp_path / "Rahmenvertrag Größe.pdf"
    file.write_bytes(content)
    page.get_by_role("link", name="Add Document").click()
    field(page, "File").set_input_files(file)
    field(page, "Document Type").select_option("Contract")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("“Rahmenvertrag Größe” was added")

    page.get_by_role("navigation", name="Main").get_by_role("link", name="Documents").click()
    field(page, "Title Begins With").fill("rahmenvertrag g")
    field(page, "Title Begins With").press("Enter")
    expect(page).to_have_url(re.compile("title="))
    link = page.get_by_role("link", name="Rahmenvertrag Größe Rahmenvertrag Größe.pdf")
    with page.expect_download() as started:
        link.click()
    download = started.value
    assert download.suggested_filename == uploads.clean_name(file.name)
    assert Path(download.path()).read_bytes() == content


def test_a_file_of_another_type_is_refused_and_what_was_typed_stays(page, tmp_path):
    file = tmp_path / "contract.pdf"
    file.write_bytes(b"This is no PDF.")
    page.get_by_role("link", name="Add Document").click()
    field(page, "File").set_input_files(file)
    field(page, "Title").fill("Frame contract")
    field(page, "Document Type").select_option("Contract")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_role("alert")).to_contain_text("the content is not PDF")
    expect(field(page, "Title")).to_have_value("Frame contract")
    expect(field(page, "File")).to_have_attribute("aria-invalid", "true")
