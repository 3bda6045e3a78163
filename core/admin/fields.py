"""The choices that forms of the admin offer."""

from typing import Any

from django.http import HttpRequest

from core.choices import ActiveChoiceField


class RecordFields:
    """Lists offer what the user may see and, of reference values, what may be newly chosen (R-060, R-260)."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A choice among the rows of the user's units; inactive reference values only where the record has them."""
        target = db_field.remote_field.model
        rows = kwargs.get("queryset", target._default_manager.all())
        if hasattr(rows, "visible_to"):
            rows = rows.visible_to(request.user)
        kwargs["queryset"] = rows
        if getattr(target, "choosable_only_when_active", False):
            kwargs["form_class"] = ActiveChoiceField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
