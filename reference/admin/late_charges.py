"""Scales of days late, and the charges for their steps."""

from django.contrib import admin

from core.admin import RecordInline
from reference.admin.base import ReferenceAdmin
from reference.models import ChargeSchedule, ChargeScheduleLine, InterestTier, InterestTierSet


class InterestTierInline(RecordInline):
    """The steps of a scale."""

    model = InterestTier


class ChargeScheduleLineInline(RecordInline):
    """The charges of a schedule."""

    model = ChargeScheduleLine


@admin.register(InterestTierSet)
class InterestTierSetAdmin(ReferenceAdmin):
    """Scales of days late."""

    inlines = [InterestTierInline]


@admin.register(ChargeSchedule)
class ChargeScheduleAdmin(ReferenceAdmin):
    """Charges by step."""

    list_display = ["code", "name", "kind", "tier_set"]
    list_filter = ["kind"]
    list_select_related = ["tier_set"]
    inlines = [ChargeScheduleLineInline]
