"""The columns to choose from as markup: a long list, on every page that has a table. Built without a template."""

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.pages.chooser import Choice
from core.pages.links import address_before
from core.pages.marks import icon

BOX = '<input type="checkbox" id="{}-shows-{}" name="{}" value="{}"{}{}>'
CHECKED, DISABLED = SafeString(" checked"), SafeString(" disabled")
MOVE = '<a id="{0}-{1}-{2}" href="{3}" hx-get="{3}" title="{4}">{5}<span class="sr">{6}</span></a>'


class Menu:
    """The list for one region of a page."""

    def __init__(self, region: Any, request: Any) -> None:
        self.name = region.name
        self.parameter = region.table.prefixed_columns_field
        self.choices = region.table.choice.choices()
        self.start = address_before(request, self.parameter)
        self.earlier = ("earlier", _("Earlier"), icon("chevron-up"), _("Move %(column)s to an earlier place"))
        self.later = ("later", _("Later"), icon("chevron-down"), _("Move %(column)s to a later place"))

    def written(self) -> SafeString:
        """Every column with its box, and links that move it."""
        lines = ((self._fixed(one), self._box(one), one.label, *self._moves(one)) for one in self.choices)
        return format_html_join("", '{}<div class="choice"><label>{} {}</label>{}{}</div>', lines)

    def _fixed(self, one: Choice) -> str:
        """A box that is disabled is not sent, so a hidden field says it."""
        hidden = '<input type="hidden" name="{}" value="{}">'
        return format_html(hidden, self.parameter, one.name) if one.fixed else ""

    def _box(self, one: Choice) -> SafeString:
        checked, disabled = CHECKED if one.shown else "", DISABLED if one.fixed else ""
        return format_html(BOX, self.name, one.name, self.parameter, one.name, checked, disabled)

    def _moves(self, one: Choice) -> tuple[str, str]:
        return self._move(one, self.earlier, one.earlier), self._move(one, self.later, one.later)

    def _move(self, one: Choice, way: tuple[str, str, SafeString, str], columns: str) -> str:
        if not columns:
            return ""
        code, label, mark, told = way
        address = self.start + urlencode({self.parameter: columns})
        return format_html(
            MOVE, self.name, code, one.name, address, label, mark, told % {"column": one.label}
        )
