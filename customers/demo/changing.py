"""Changes of the demo's past, done by the services that the pages call."""

from collections.abc import Callable
from typing import Any

from accounts.services import change_account, remove_account, restore_account
from core import writes
from customers.demo.building import Builder
from customers.demo.past import Change
from customers.services import open_site
from parties.locations import change_for_all
from parties.models import Party
from parties.services import change_address_details, change_party, remove_party, restore_party
from reference.models import Resource
from sites.services import (
    add_uses,
    change_site,
    change_use,
    remove_site,
    remove_use,
    restore_site,
    restore_use,
)

Service = Callable[..., Any]

CHANGES: dict[str, Service] = {
    "account": change_account,
    "address": change_address_details,
    "place": change_for_all,
    "site": change_site,
    "use": change_use,
}
ENDS: dict[tuple[str, str], Service] = {
    ("party", "remove"): remove_party,
    ("party", "restore"): restore_party,
    ("account", "remove"): remove_account,
    ("account", "restore"): restore_account,
    ("site", "remove"): remove_site,
    ("site", "restore"): restore_site,
    ("use", "remove"): remove_use,
    ("use", "restore"): restore_use,
}


def perform(change: Change, builder: Builder) -> None:
    """Do what `change` says to the record that `builder` made; inside a unit of work."""
    if change.action == "add":
        _add(change, builder)
        return
    record = _as_it_is(change, builder)
    if change.action != "change":
        ENDS[change.kind, change.action](record, version=record.version)
    elif change.kind == "party":
        _change_party(record, change)
    else:
        CHANGES[change.kind](_with(record, change.values), version=record.version)


def _as_it_is(change: Change, builder: Builder) -> Any:
    """The record as it is by now."""
    record = builder.records[change.key]
    if change.kind in ("address", "place"):
        record = record.party_site
    if change.kind == "place":
        record = record.location
    return type(record)._base_manager.get(pk=record.pk)


def _with(record: Any, values: dict[str, str]) -> Any:
    for name, value in values.items():
        field = record._meta.get_field(name)
        if field.remote_field is not None:
            setattr(record, name, Resource.objects.get(code=value) if value else None)
        else:
            setattr(record, name, field.to_python(value) if value or not field.null else None)
    return record


def _change_party(party: Party, change: Change) -> None:
    details = party.details
    own = {name: value for name, value in change.values.items() if hasattr(party, name)}
    _with(party, own)
    _with(details, {name: value for name, value in change.values.items() if name not in own})
    change_party(party, details, version=party.version, details_version=details.version)


def _add(change: Change, builder: Builder) -> None:
    """Make a site, or a purpose, which the files have and the customer was made without."""
    if change.kind == "site":
        account, new = builder.later_site(change.key)
        open_site(account, new)
    else:
        new_use = builder.later_use(change.key)
        add_uses([new_use.use], [new_use.primary])


def remove_together(builder: Builder, keys: dict[Any, list[str]]) -> None:
    """Inactivate records alike, from the top down, each level at once."""
    for model, own in keys.items():
        writes.remove_many(model._base_manager.filter(pk__in=[builder.records[key].pk for key in own]))
