"""The registry: what programs ask, who may start and see them."""

import datetime

import pytest
from django import forms
from django.core.exceptions import ValidationError

from core.jobs import UnknownProgram, programs
from core.jobs.programs import Program


def idle(run):
    yield from ()


@pytest.fixture
def asking():
    return Program(
        "asking",
        "Asking",
        idle,
        parameters={
            "since": forms.DateField(),
            "most": forms.IntegerField(max_value=10, initial=3),
            "dry": forms.BooleanField(required=False),
        },
    )


def test_parameters_become_typed_values_from_text_and_from_what_is_stored(asking):
    typed = {"since": datetime.date(2026, 1, 31), "most": 5, "dry": False}
    assert asking.clean({"since": "2026-01-31", "most": "5", "dry": "false"}) == typed
    assert asking.clean({"since": "2026-01-31", "most": 5, "dry": False}) == typed


def test_a_parameter_that_is_not_given_has_its_default(asking):
    assert asking.clean({"since": "2026-01-31"}) == {
        "since": datetime.date(2026, 1, 31),
        "most": 3,
        "dry": False,
    }


def test_wrong_parameters_are_named_all_at_once(asking):
    with pytest.raises(ValidationError) as refused:
        asking.clean({"most": "11", "colour": "red"})
    assert sorted(refused.value.messages) == [
        "colour: The program “asking” has no parameter “colour”.",
        "most: Ensure this value is less than or equal to 10.",
        "since: This field is required.",
    ]


def test_a_program_that_is_unknown_is_said_so():
    with pytest.raises(UnknownProgram) as unknown:
        programs.get("nothing")
    assert str(unknown.value) == "There is no program “nothing”."
    assert programs.title_of("nothing") == "nothing"


def test_two_programs_can_not_share_a_code(register):
    register("checkdata", title="Ours")
    with pytest.raises(ValueError, match="Two programs are called checkdata"):
        register("checkdata", title="Ours")(idle)


def test_counts_are_named_in_the_order_of_the_program():
    program = Program("counting", "Counting", idle, counts={"new": "New", "old": "Old"})
    assert program.named({"zebra": 1, "old": 2, "new": 3}) == [("New", 3), ("Old", 2), ("zebra", 1)]


@pytest.mark.parametrize(
    ("persona", "seen", "startable"),
    [
        ("viewer", [], []),
        ("clerk", ["prune"], []),
        ("auditor", ["prune"], []),
        ("steward", ["checkdata", "prune"], ["checkdata", "prune"]),
        ("administrator", ["checkdata", "prune"], ["checkdata", "prune"]),
    ],
)
def test_who_may_see_and_start_what(request, persona, seen, startable):
    """What checkdata finds names records of every unit: only those who may start it see it (trust rule 9)."""
    user = request.getfixturevalue(persona)
    ours = [programs.get("checkdata"), programs.get("prune")]
    assert [program.code for program in ours if program.may_see(user)] == seen
    assert [program.code for program in ours if program.may_start(user)] == startable


def test_a_program_that_is_not_for_the_page_is_started_by_nobody(steward):
    assert Program("hidden", "Hidden", idle, from_page=False).may_start(steward) is False
