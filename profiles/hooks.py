"""What profile classes have to say about writes."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core import hooks
from profiles.models import DEFAULT, ProfileClass


@hooks.on_remove(ProfileClass)
def keep_default_class(classes: list[ProfileClass]) -> None:
    """Class DEFAULT is never removed: new accounts need it (R-019)."""
    if any(profile_class.is_default for profile_class in classes):
        raise ValidationError(_("Class DEFAULT is needed for new accounts and stays."))


@hooks.before_write(ProfileClass)
def keep_default_name(classes: list[ProfileClass]) -> None:
    """Class DEFAULT keeps its name."""
    default = ProfileClass.objects.filter(name=DEFAULT).values_list("pk", flat=True).first()
    for profile_class in classes:
        if profile_class.pk is not None and profile_class.pk == default and not profile_class.is_default:
            raise ValidationError({"name": _("Class DEFAULT cannot be renamed.")})
