"""Under which number another system knows an account site (R-031)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.database_rules import CopiedFrom
from core.history import Path
from core.querysets import UnitOwnedQuerySet
from parties.models.reference import SourceReferenceBase, reference_constraints
from reference.models import OperatingUnit
from sites.models.site import AccountSite


class SiteSourceReference(SourceReferenceBase):
    """An account site's reference in a source system."""

    history_path = Path(
        root="site__account__party_id", branch="site__account_id", leaf="site_id", unit="unit_id"
    )
    fixed_fields = SourceReferenceBase.fixed_fields | {"site", "unit"}

    site = models.ForeignKey(
        AccountSite,
        models.PROTECT,
        related_name="source_references",
        editable=False,
        verbose_name=_("account site"),
    )
    unit = models.ForeignKey(
        OperatingUnit, models.PROTECT, related_name="+", editable=False, verbose_name=_("operating unit")
    )

    objects = UnitOwnedQuerySet.as_manager()

    database_rules = [
        CopiedFrom(
            parent="site",
            columns=("unit",),
            name="customer_sites_reference_unit",
            message=_("A reference belongs to the operating unit of its site."),
        )
    ]

    class Meta:
        verbose_name = _("account site reference")
        verbose_name_plural = _("account site references")
        constraints = reference_constraints("site")
