"""What reference data has to say about writes."""

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core import hooks, memory
from core.scope import acting_user
from reference import ledger
from reference.models import (
    Collector,
    DefaultLedgerAccounts,
    LookupType,
    LookupValue,
    SourceSystem,
    UnitAccess,
    UserPreference,
)

# Rows that the product itself names.
KEPT = {SourceSystem: {"REGISTRAR", "CUSTOMER_INTERFACE"}, Collector: {"DEFAULT"}}


def forget_memory(records: list[Any]) -> None:
    """Let pages read reference data anew once it was written."""
    memory.forget()


def refuse_kept(records: list[Any]) -> None:
    """Refuse to remove rows that the product itself names."""
    for record in records:
        if record.code in KEPT[type(record)]:
            raise ValidationError(_("%(record)s is needed by Registrar itself.") % {"record": record})


for _model in apps.get_app_config("reference").get_models():
    hooks.after_write(_model)(forget_memory)
for _model in KEPT:
    hooks.on_remove(_model)(refuse_kept)


@hooks.before_write(LookupValue)
def refuse_new_values_of_fixed_lists(values: list[LookupValue]) -> None:
    """Refuse to add values to a lookup that may not be extended; the installation itself may."""
    if any(value.pk is None for value in values):
        _refuse_fixed([value for value in values if value.pk is None])


@hooks.on_remove(LookupValue)
def refuse_removing_from_fixed_lists(values: list[LookupValue]) -> None:
    """Refuse to remove values of a lookup that may not be extended."""
    _refuse_fixed(values)


def _refuse_fixed(values: list[LookupValue]) -> None:
    if acting_user() is None:
        return
    fixed = LookupType.objects.filter(pk__in={value.type_id for value in values}, extensible=False).first()
    if fixed is not None:
        raise ValidationError(
            _("The values of %(lookup)s are fixed: only their meanings change.") % {"lookup": fixed}
        )


@hooks.before_write(UserPreference)
def require_access_to_default_unit(preferences: list[UserPreference]) -> None:
    """A default operating unit is on the user's access list (R-059)."""
    wanted = {(row.user_id, row.default_unit_id) for row in preferences if row.default_unit_id is not None}
    if not wanted:
        return
    listed = UnitAccess.objects.filter(user_id__in={user for user, _unit in wanted})
    if wanted - set(listed.order_by().values_list("user_id", "unit_id")):
        raise ValidationError({"default_unit": _("Choose a unit that is on the user's access list.")})


@hooks.before_write(DefaultLedgerAccounts)
def require_usable_defaults(defaults: list[DefaultLedgerAccounts]) -> None:
    """A unit's default accounts can be booked on in that unit (R-247, R-260)."""
    written = DefaultLedgerAccounts.objects.filter(pk__in=[row.pk for row in defaults if row.pk])
    before = {row["pk"]: row for row in written.order_by().values("pk", *ledger.COLUMNS)}
    ledger.require_usable(defaults, before)
