"""What reference data has to say about writes."""

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core import hooks
from core.models import StatusRecord
from core.scope import acting_user
from reference import memory
from reference.models import (
    ChargeScheduleLine,
    Collector,
    LookupType,
    LookupValue,
    SourceSystem,
    UnitAccess,
    UserPreference,
)

# Columns by which files, other systems and our own rows name a record: given once, never changed.
FIXED_COLUMNS = ("code", "code2", "type_id")
# Rows that the product itself names.
KEPT = {SourceSystem: {"REGISTRAR", "CUSTOMER_INTERFACE"}, Collector: {"DEFAULT"}}


def refuse_other_code(records: list[Any]) -> None:
    """Refuse to change the code of a reference value: records and files hold it."""
    model = type(records[0])
    names = [field.attname for field in model._meta.concrete_fields if field.attname in FIXED_COLUMNS]
    stored = {row["id"]: row for row in _stored(model, records, names)}
    for record in records:
        for name in names:
            if record.pk in stored and stored[record.pk][name] != getattr(record, name):
                field = name.removesuffix("_id")
                raise ValidationError({field: _("This cannot be changed: records and files refer to it.")})


def forget_memory(records: list[Any]) -> None:
    """Let pages read reference data anew once it was written."""
    memory.forget()


def refuse_kept(records: list[Any]) -> None:
    """Refuse to remove rows that the product itself names."""
    for record in records:
        if record.code in KEPT[type(record)]:
            raise ValidationError(_("%(record)s is needed by Registrar itself.") % {"record": record})


def _stored(model: Any, records: list[Any], names: list[str]) -> list[dict[str, Any]]:
    written = [record.pk for record in records if record.pk is not None]
    return list(model._base_manager.filter(pk__in=written).values("id", *names)) if written else []


for _model in apps.get_app_config("reference").get_models():
    hooks.after_write(_model)(forget_memory)
    if issubclass(_model, StatusRecord) or _model is LookupType:
        hooks.before_write(_model)(refuse_other_code)
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


@hooks.before_write(ChargeScheduleLine)
def require_tier_of_the_schedule(lines: list[ChargeScheduleLine]) -> None:
    """A line prices a step of its schedule's own scale (R-122)."""
    for line in lines:
        if line.tier.tier_set_id != line.schedule.tier_set_id:
            raise ValidationError({"tier": _("Choose a step of the schedule's interest tier set.")})
