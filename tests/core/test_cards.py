"""Card numbers in free text are seen; ordinary numbers are not (trust 14)."""

import pytest
from django.core.exceptions import ValidationError

from core.cards import card_number_in, refuse_card_numbers
from parties.models import PartyNote
from tests.factories import PartyNoteFactory

VISA = "4111111111111111"


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        (VISA, VISA),
        ("paid with 4111 1111 1111 1111 in March", VISA),
        ("4111-1111-1111-1111.", VISA),
        ("4111.1111.1111.1111", VISA),
        ("old:4222222222222", "4222222222222"),
        ("5555 5555 5555 4444", "5555555555554444"),
        ("2223003122003222", "2223003122003222"),
        ("Amex 3782 822463 10005", "378282246310005"),
        ("Diners 30569309025904", "30569309025904"),
        ("6011111111111117", "6011111111111117"),
        ("JCB 3530111333300000", "3530111333300000"),
        ("order 12 4111 1111 1111 1111 3 pieces", VISA),
        ("first 1234567890123456, then 4111111111111111", VISA),
    ],
)
def test_a_card_number_is_seen(text, digits):
    assert card_number_in(text) == digits


@pytest.mark.parametrize(
    "text",
    [
        "",
        "call +49 40 123456789",
        "4111111111111112",  # the check digit is wrong
        "9111111111111111",  # nobody's cards begin so
        "411111111111116",  # too short for its issuer
        "41111111111111111111111",  # part of a longer number
        "IBAN DE89 3704 0044 0532 0130 00",
        "order 4111/1111 and 1111/1111",
        "4111  1111  1111  1111",  # two spaces: a table, not a number
    ],
)
def test_another_number_is_not(text):
    assert card_number_in(text) == ""


def test_it_takes_no_longer_than_the_text_is_long():
    assert card_number_in("4 " * 2_000) == ""


def test_the_refusal_explains_and_does_not_repeat_the_number():
    with pytest.raises(ValidationError) as refused:
        refuse_card_numbers(f"His card: {VISA}", "text")
    [message] = refused.value.message_dict["text"]
    assert message == (
        "The number that ends in 1111 is a payment card's. Card numbers are not kept here: take it out, "
        "or write its last four digits only."
    )


@pytest.mark.rule("R-264")
def test_a_note_with_a_card_number_is_not_written(db):
    with pytest.raises(ValidationError):
        PartyNoteFactory(text=f"His card: {VISA}")
    assert not PartyNote.objects.exists()
