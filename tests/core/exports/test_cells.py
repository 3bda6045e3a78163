"""Text cells are never formulas, and come back unchanged whatever they held (trust 20)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.exports.cells import FORMULA, decode, encode, protect, restore

# Any text at all, and texts made of what the rule is about.
TEXTS = st.one_of(st.text(), st.text(alphabet="'=+-@\t\r\n＝_x0041AZ "))


@given(TEXTS)
def test_every_text_comes_back_as_it_was(text):
    assert restore(protect(text)) == text


@given(TEXTS)
def test_nothing_that_a_spreadsheet_would_run_is_left(text):
    assert not protect(text).startswith(tuple(FORMULA))


@given(TEXTS, TEXTS)
def test_two_texts_never_become_the_same_cell(one, other):
    assert (protect(one) == protect(other)) == (one == other)


@given(st.one_of(st.text(alphabet=st.characters(blacklist_categories=())), TEXTS))
def test_xlsx_text_comes_back_as_it_was(text):
    assert decode(encode(text)) == text


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("'=1+1", "''=1+1"),
        ("+49 30", "'+49 30"),
        ("-5", "'-5"),
        ("@x", "'@x"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("O'Hara", "O'Hara"),
        ("'quoted'", "'quoted'"),
        ("0123", "0123"),
        ("", ""),
    ],
)
def test_what_is_made_safe(text, cell):
    assert protect(text) == cell


def test_an_escape_that_somebody_typed_stays_what_he_typed():
    assert encode("a\x01_x0041_\n") == "a_x0001__x005F_x0041_\n"
