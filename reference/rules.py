"""The rules of reference data over plain values; each raises ValidationError or answers a fact."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def says_how_long_it_is_valid(document_type: Any, valid_until: datetime.date | None) -> None:
    """A document of a type that expires says until when it is valid (R-264)."""
    if document_type.expires and valid_until is None:
        raise ValidationError(
            {
                "valid_until": _("Enter until when it is valid: every %(type)s has an end.")
                % {"type": document_type.name}
            }
        )


def type_may_be_used(document_type: Any, may_read_confidential: bool) -> None:
    """Only who may read confidential documents adds, changes or removes one (R-264)."""
    if document_type.confidential and not may_read_confidential:
        raise ValidationError(
            {"type": _("Documents of the type %(type)s are confidential.") % {"type": document_type.name}}
        )
