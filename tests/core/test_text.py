"""Text as it is stored and as it is compared (trust rule 16)."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from core.text import clean_text, fold

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", ""),
        (None, ""),
        ("  Acme   Harbour\tLtd ", "acme harbour ltd"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Ａｃｍｅ", "acme"),
        ("Ä1", "ä1"),
        ("A\u0308", "ä"),
        ("ﬁnance", "finance"),
        ("İstanbul", "i\u0307stanbul"),
        ("ΣΊΣΥΦΟΣ", "σίσυφοσ"),
        ("№ 7", "no 7"),
        ("a\u00a0b\u3000c", "a b c"),
    ],
)
def test_fold(text, key):
    assert fold(text) == key


@given(ANY_TEXT)
def test_folding_again_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
def test_keys_do_not_depend_on_normal_form_or_white_space(text):
    key = fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == key
    assert fold(unicodedata.normalize("NFC", text)) == key
    assert fold(f"  {text}\t") == key


@given(st.text(alphabet=st.characters(categories=["L", "Nd"]), max_size=60))
def test_keys_do_not_depend_on_case(text):
    assert fold(text.casefold()) == fold(text)


@given(ANY_TEXT)
def test_stored_text_is_stored_again_unchanged(text):
    try:
        stored = clean_text(text)
    except ValidationError:
        return
    assert clean_text(stored) == stored
    assert unicodedata.is_normalized("NFC", stored)
    assert stored == stored.strip()
    assert fold(stored) == fold(text)


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("a\0b", "0000", 2),
        ("\x07", "0007", 1),
        ("two\nlines", "000A", 4),
        ("abc\u202edef", "202E", 4),
        ("\u2066x", "2066", 1),
        ("x\ufffe", "FFFE", 2),
        ("x\ue000\U0010ffff", "10FFFF", 3),
        ("\ud800", "D800", 1),
        ("\x85", "0085", 1),
        ("\u0378", "0378", 1),
    ],
)
def test_unreadable_characters_are_refused_with_their_place(text, code, position):
    with pytest.raises(ValidationError) as caught:
        clean_text(text)
    assert caught.value.messages == [
        f"Remove the invisible or unreadable character U+{code} at position {position}."
    ]


@pytest.mark.parametrize("text", ["Ünïcödé GmbH", "日本郵船", "Société d'Été", "O\u200dK", "😀", "عربي"])
def test_what_people_write_is_kept(text):
    assert clean_text(f" {text} ") == text


def test_lines_are_kept_where_there_may_be_lines():
    assert clean_text("one\r\ntwo\tthree\n", multiline=True) == "one\r\ntwo\tthree"
