"""Lists to choose from, whatever an address proposes."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("proposed", ["%", "x", "", "-1", "99999999999999999999", "½"])
def test_what_can_be_no_row_is_not_chosen(administrator_client, unit_a, proposed):
    page = administrator_client.get("/admin/reference/ledgeraccount/add/", {"unit": proposed})
    assert page.status_code == 200
    assert f'<option value="{unit_a.pk}">' in page.text


def test_a_row_that_is_proposed_is_chosen(administrator_client, unit_a):
    page = administrator_client.get("/admin/reference/ledgeraccount/add/", {"unit": unit_a.pk})
    assert f'<option value="{unit_a.pk}" selected>' in page.text
