"""Numbers of payment cards in free text (trust 14): Registrar never keeps one, so a text that holds one is refused."""

import re
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum import luhn

# What people put between the groups of a card number, one at a time.
SEPARATORS = r"[ \u00a0.\-–/]"
# Digits in groups that stand together, such as "4111 1111 1111 1111".
RUN = re.compile(rf"[0-9]+(?:{SEPARATORS}[0-9]+)*")
SHORTEST, LONGEST = 12, 19
# How the numbers of each kind of card begin, and how long they are. ISO/IEC 7812 and the issuers' own tables.
ISSUERS = [
    (re.compile(r"4"), {13, 16, 19}),
    (re.compile(r"5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720"), {16}),
    (re.compile(r"3[47]"), {15}),
    (re.compile(r"30[0-59]|3[689]"), {14, 16, 19}),
    (re.compile(r"6011|64[4-9]|65|622"), {16, 19}),
    (re.compile(r"35(?:2[89]|[3-8])"), {16, 19}),
    (re.compile(r"5018|5020|5038|5893|6304|6759|676[1-3]"), {12, 13, 14, 15, 16, 17, 18, 19}),
]


def card_number_in(text: str) -> str:
    """The digits of the first card number in `text`, "" where there is none.

    All three must fit: how issuers begin their numbers, how long those are, and the check digit (Luhn).
    """
    for run in RUN.finditer(text):
        for digits in _numbers_in(re.split(SEPARATORS, run.group())):
            if _of_an_issuer(digits) and luhn.is_valid(digits):
                return digits
    return ""


def _numbers_in(groups: list[str]) -> Iterator[str]:
    """What neighbouring groups make together, where that is as long as a card number."""
    for start in range(len(groups)):
        digits = ""
        for group in groups[start:]:
            digits += group
            if len(digits) > LONGEST:
                break
            if len(digits) >= SHORTEST:
                yield digits


def _of_an_issuer(digits: str) -> bool:
    return any(begins.match(digits) and len(digits) in lengths for begins, lengths in ISSUERS)


def refuse_card_numbers(text: str, field: str) -> None:
    """ValidationError on `field` when `text` holds a card number; it names the last four digits only."""
    number = card_number_in(text)
    if number:
        message = _(
            "The number that ends in %(last)s is a payment card's. Card numbers are not kept here: take it out, "
            "or write its last four digits only."
        )
        raise ValidationError({field: message % {"last": number[-4:]}})
