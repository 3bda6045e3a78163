"""Which columns a table shows, in which order: what the address says, as far as it makes sense."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.pages.chooser import Columns, names_in
from core.pages.columns import ActionsColumn, CodeColumn, Column, LinkColumn, SelectColumn
from core.pages.tables import Table


class PlantTable(Table):
    select = SelectColumn("plant")
    name = LinkColumn("Name")
    colour = Column("Colour")
    height = Column()
    number = CodeColumn("Number", optional=True)
    actions = ActionsColumn(lambda plant: [])


def columns(*asked):
    return Columns(PlantTable.base_columns, asked)


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ((), ["name", "colour", "height"]),
        (("height", "number"), ["name", "height", "number"]),
        (("height", "name", "colour"), ["name", "height", "colour"]),
        (("name",), ["name"]),
        (("height", "height"), ["name", "height"]),
        (("nonsense", "actions", "select"), ["name", "colour", "height"]),
    ],
)
def test_the_first_column_leads_and_what_is_unknown_is_ignored(asked, shown):
    assert columns(*asked).chosen == shown
    assert columns(*asked).sequence() == ["select", *shown, "actions"]


@given(st.lists(st.sampled_from([*PlantTable.base_columns, "nonsense", ""])))
def test_whatever_is_asked_each_column_is_offered_once(asked):
    choice = columns(*asked)

    assert sorted(each.name for each in choice.choices()) == ["colour", "height", "name", "number"]
    assert [each.name for each in choice.choices() if each.shown] == choice.chosen
    assert choice.chosen[0] == "name"


def test_a_column_moves_by_one_place_and_never_before_the_first():
    first, colour, height, number = columns("colour", "height", "number").choices()

    assert (first.fixed, first.earlier, first.later) == (True, "", "")
    assert (colour.earlier, colour.later) == ("", "name,height,colour,number")
    assert (height.earlier, height.later) == ("name,height,colour,number", "name,colour,number,height")
    assert (number.earlier, number.later) == ("name,colour,number,height", "")


def test_a_column_is_offered_under_its_heading_or_else_its_name():
    assert [each.label for each in columns().choices()] == ["Name", "Colour", "Height", "Number"]


def test_a_form_sends_one_parameter_for_each_and_a_link_all_in_one():
    assert names_in(["name", "height,colour", "", "name"]) == ["name", "height", "colour"]


def test_a_table_shows_what_is_chosen_and_knows_it():
    table = PlantTable([{"name": "Oak"}], columns=["number"])

    assert [column.name for column in table.columns] == ["select", "name", "number", "actions"]
    assert (table.shows("number"), table.shows("colour")) == (True, False)


def test_a_table_leaves_out_what_its_page_excludes():
    table = PlantTable([{"name": "Oak"}], exclude=["select", "colour"], columns=["colour", "height"])

    assert [column.name for column in table.columns] == ["name", "height", "actions"]
