"""Labels in title case."""

import pytest
from django.utils import translation

from core.pages.labels import title


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("account number", "Account Number"),
        ("Account number", "Account Number"),
        ("D-U-N-S number", "D-U-N-S Number"),
        ("registry ID", "Registry ID"),
        ("date of birth", "Date of Birth"),
        ("Bill To location", "Bill To Location"),
        ("externally maintained in", "Externally Maintained In"),
        ("over shipment tolerance %", "Over Shipment Tolerance %"),
        ("Reason for the change", "Reason for the Change"),
        ("Bill the Ship To purposes at", "Bill the Ship To purposes at"),
        ("", ""),
    ],
)
def test_names_of_fields_stand_in_title_case(name, label):
    assert title(name) == label


def test_another_language_begins_a_label_large_and_keeps_its_own_manner():
    with translation.override("fr"):
        assert title("numéro de compte") == "Numéro de compte"
    with translation.override("de"):
        assert [title("gültig bis"), title("D-U-N-S-Nummer"), title("")] == [
            "Gültig bis",
            "D-U-N-S-Nummer",
            "",
        ]
    with translation.override(None):
        assert title("account number") == "Account Number"
