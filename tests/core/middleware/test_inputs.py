"""Requests with text that no database of ours can store are refused at the edge (trust rule 16)."""

import io

import pytest
from django.http import SimpleCookie

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    "address",
    [
        "/page/?name=Ac%00me",
        "/page/?na%00me=Acme",
        "/page/%00",
        "/pa%00ge/",
        "/healthz?x=%00",
        "/nowhere/%00/",
    ],
)
def test_a_nul_in_an_address_is_refused(member_client, address):
    response = member_client.get(address)
    assert response.status_code == 400
    assert response["X-Request-ID"] in response.content.decode()


@pytest.mark.parametrize("body", ["text=Ac%00me", "te%00xt=Acme"])
def test_a_nul_in_a_form_is_refused(member_client, body):
    assert member_client.post("/echo/", body, content_type=FORM).status_code == 400


def test_a_nul_in_a_part_of_a_multipart_form_is_refused(member_client):
    assert member_client.post("/echo/", {"text": "Ac\x00me"}).status_code == 400


@pytest.mark.parametrize("text", ["Zeile 1\r\nZeile 2\tmit Tab", "Łódź 東京 🏭", "Muller\u0308"])
def test_ordinary_text_passes_unchanged(member_client, text):
    response = member_client.post("/echo/", {"text": text})
    assert response.status_code == 200
    assert response.content.decode() == "|".join(text.splitlines())


def test_a_nul_hidden_in_a_quoted_cookie_is_refused(visitor):
    visitor.cookies = SimpleCookie()
    response = visitor.get("/page/", headers={"Cookie": 'sessionid="abc\\000def"'})
    assert response.status_code == 400


def test_a_nul_in_a_header_is_refused(visitor):
    assert visitor.get("/healthz", headers={"User-Agent": "Mozilla\x00"}).status_code == 400


@pytest.mark.parametrize(
    "charset", ["utf-7", "utf-16", "unicode_escape", "rot13", "hex", "latin-1", "no-such"]
)
def test_other_encodings_than_utf_8_are_refused(member_client, charset):
    response = member_client.generic("POST", "/echo/", b"text=%5Cud800", f"{FORM}; charset={charset}")
    assert response.status_code == 400


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8"])
def test_utf_8_is_accepted_by_name(member_client, charset):
    response = member_client.generic("POST", "/echo/", b"text=Acme", f"{FORM}; charset={charset}")
    assert (response.status_code, response.content) == (200, b"Acme")


def test_a_form_that_is_too_large_is_answered_413_with_our_page(member_client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    response = member_client.post("/echo/", f"text={'x' * 2_000}", content_type=FORM)
    assert response.status_code == 413
    assert response["X-Request-ID"] in response.content.decode()


def test_a_form_with_too_many_fields_is_refused(member_client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    body = "&".join(f"field{number}=1" for number in range(20))
    assert member_client.post("/echo/", body, content_type=FORM).status_code == 400


def test_a_multipart_form_that_ends_in_the_middle_is_refused(member_client):
    response = member_client.post("/echo/", b"--x\r\nContent-Disp", content_type="multipart/form-data")
    assert response.status_code == 400


def test_a_body_that_breaks_off_is_refused(rf, monkeypatch):
    from django.core.exceptions import BadRequest
    from django.http import HttpResponse, UnreadablePostError

    from core.middleware.inputs import CleanInputMiddleware

    class Broken(io.RawIOBase):
        def read(self, *args):
            raise OSError("gone")

    request = rf.post("/echo/", {"text": "Acme"})
    request._stream, request._read_started = Broken(), False
    with pytest.raises(BadRequest) as caught:
        CleanInputMiddleware(lambda passed: HttpResponse())(request)
    assert isinstance(caught.value.__cause__, UnreadablePostError)
