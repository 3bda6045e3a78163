"""A save that fails half-way leaves nothing, wherever it fails (trust 2 and 6)."""

import pytest
from django.apps import apps

from core import hooks, tokens
from core.models import ChangeRecord, FormToken, Record
from customers import services
from tests.customers.pages.test_create import ORGANIZATION, filled

# The later steps of making a customer, in their order.
STEPS = {
    "the profile": (services, "assign_profiles"),
    "the purposes": (services, "add_uses"),
    "the one-time token": (tokens, "keep"),
    "what is derived": (hooks, "refresh"),
}


class PowerCut(Exception):
    """Nothing that anybody expects."""


def rows():
    """How many rows each table of records, the history and the tokens have."""
    models = [model for model in apps.get_models() if issubclass(model, Record)]
    return {model._meta.label: model._base_manager.count() for model in (*models, ChangeRecord, FormToken)}


@pytest.mark.django_db(transaction=True)
@pytest.mark.rule("R-013", "R-029")
@pytest.mark.parametrize("step", STEPS)
def test_a_customer_is_made_whole_or_not_at_all(clerk_client, unit_a, monkeypatch, step):
    module, name = STEPS[step]
    does, written = getattr(module, name), []

    def fails(*args, **kwargs):
        does(*args, **kwargs)
        written.append(rows())
        raise PowerCut

    clerk_client.raise_request_exception = False
    form, before = filled(clerk_client, unit_a), rows()
    with monkeypatch.context() as broken:
        broken.setattr(module, name, fails)
        answer = clerk_client.post(ORGANIZATION, form)

    assert (answer.status_code, rows()) == (500, before)
    # It had written before it failed.
    assert (before["accounts.Account"], written[0]["accounts.Account"]) == (0, 1)
    assert clerk_client.post(ORGANIZATION, form).status_code == 302
