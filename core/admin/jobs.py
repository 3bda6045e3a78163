"""When programs run by themselves. Schedules are machinery: the admin's own log keeps who changed one."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from core.jobs import programs
from core.models import Job


class JobForm(forms.ModelForm):
    """A schedule; the model says whether it can be read and whether the program takes the parameters."""

    program = forms.ChoiceField(
        label=Job._meta.get_field("program").verbose_name,
        choices=lambda: [(program.code, program.title) for program in programs.all_programs()],
    )

    class Meta:
        model = Job
        fields = ("program", "parameters", "schedule", "time_zone", "enabled")


class JobAdmin(admin.ModelAdmin):
    """Schedules are changed and switched off, not deleted: their runs keep pointing at them."""

    form = JobForm
    actions = None
    list_display = ("program", "schedule", "time_zone", "enabled", "next_at")
    list_filter = ("enabled", "program")
    readonly_fields = ("next_at",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def save_model(self, request: HttpRequest, obj: Job, form: Any, change: bool) -> None:
        """Forget the next time: the worker reckons it from what is now asked for."""
        obj.next_at = None
        super().save_model(request, obj, form, change)
