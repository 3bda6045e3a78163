"""Forms with a number that is generated where an option says so."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.pages.forms import NewRecordForm
from reference.options import options


class NumberedForm(NewRecordForm):
    """A form with a number that is generated where an option says so, and required where it does not."""

    number_field = ""
    number_option = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields[self.number_field]
        generated = getattr(options(), self.number_option)
        field.required = not generated
        if generated:
            field.help_text = _("Left empty, it is generated.")
