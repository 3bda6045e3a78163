import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.fields
import reference.models.units


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ChargeSchedule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created at")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="updated at")),
                (
                    "status",
                    models.CharField(
                        choices=[("A", "Active"), ("I", "Inactive")],
                        default="A",
                        editable=False,
                        max_length=1,
                        verbose_name="status",
                    ),
                ),
                (
                    "removed_with_parent",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="removed with its parent"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="A short name for files and reports. It cannot be changed later.",
                        max_length=30,
                        verbose_name="code",
                    ),
                ),
                ("code_key", core.fields.KeyField("code", max_length=360)),
                (
                    "name",
                    models.CharField(
                        help_text="What people see in lists.", max_length=240, verbose_name="name"
                    ),
                ),
                ("name_key", core.fields.KeyField("name", max_length=360)),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        help_text="What this value is for.",
                        max_length=240,
                        verbose_name="description",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("AMOUNT", "Amount"), ("RATE", "Rate")],
                        default="RATE",
                        help_text="Whether the lines are amounts of money or rates in percent.",
                        max_length=6,
                        verbose_name="type",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="updated by",
                    ),
                ),
            ],
            options={
                "verbose_name": "charge schedule",
                "verbose_name_plural": "charge schedules",
                "ordering": ["name_key"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Country",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created at")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="updated at")),
                (
                    "status",
                    models.CharField(
                        choices=[("A", "Active"), ("I", "Inactive")],
                        default="A",
                        editable=False,
                        max_length=1,
                        verbose_name="status",
                    ),
                ),
                (
                    "removed_with_parent",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="removed with its parent"
                    ),
                ),
                (
                    "code2",
                    models.CharField(
                        help_text="The two letters of ISO 3166. They cannot be changed.",
                        max_length=2,
                        validators=[
                            django.core.validators.RegexValidator("^[A-Z]{2}$", "Enter two capital letters.")
                        ],
                        verbose_name="code",
                    ),
                ),
                (
                    "code3",
                    models.CharField(
                        help_text="The three letters of ISO 3166.",
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}$", "Enter three capital letters."
                            )
                        ],
                        verbose_name="three-letter code",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="What people see in lists.", max_length=100, verbose_name="name"
                    ),
                ),
                ("name_key", core.fields.KeyField("name", max_length=360)),
                (
                    "validation_level",
                    models.CharField(
                        choices=[("ERROR", "Error"), ("WARNING", "Warning"), ("NONE", "No Validation")],
                        default="NONE",
                        help_text="What happens to an address that does not fit the country's rules.",
                        max_length=7,
                        verbose_name="address validation",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="updated by",
                    ),
                ),
            ],
            options={
                "verbose_name": "country",
                "verbose_name_plural": "countries",
                "ordering": ["name_key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["A", "I"])),
                        name="reference_country_status_known",
                        violation_error_message="The status is Active or Inactive.",
                    ),
                    models.UniqueConstraint(
                        fields=("code2",),
                        name="reference_country_code2_unique",
                        violation_error_message="Another country has this code.",
                    ),
                    models.UniqueConstraint(
                        fields=("code3",),
                        name="reference_country_code3_unique",
                        violation_error_message="Another country has this three-letter code.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("validation_level__in", ["ERROR", "WARNING", "NONE"])),
                        name="reference_country_validation_level_known",
                        violation_error_message="Choose Error, Warning or No Validation.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Currency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created at")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="updated at")),
                (
                    "status",
                    models.CharField(
                        choices=[("A", "Active"), ("I", "Inactive")],
                        default="A",
                        editable=False,
                        max_length=1,
                        verbose_name="status",
                    ),
                ),
                (
                    "removed_with_parent",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="removed with its parent"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="A short name for files and reports. It cannot be changed later.",
                        max_length=30,
                        verbose_name="code",
                    ),
                ),
                ("code_key", core.fields.KeyField("code", max_length=360)),
                (
                    "name",
                    models.CharField(
                        help_text="What people see in lists.", max_length=240, verbose_name="name"
                    ),
                ),
                ("name_key", core.fields.KeyField("name", max_length=360)),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        help_text="What this value is for.",
                        max_length=240,
                        verbose_name="description",
                    ),
                ),
                (
                    "decimals",
                    models.PositiveSmallIntegerField(
                        default=2,
                        help_text="How many digits an amount has after the point: 2 for euro, 0 for yen.",
                        verbose_name="decimals",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="updated by",
                    ),
                ),
            ],
            options={
                "verbose_name": "currency",
                "verbose_name_plural": "currencies",
                "ordering": ["code_key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["A", "I"])),
                        name="reference_currency_status_known",
                        violation_error_message="The status is Active or Inactive.",
                    ),
                    models.UniqueConstraint(
                        fields=("code_key",),
                        name="reference_currency_code_unique",
                        violation_error_message="This code is taken already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decimals__lte", 4)),
                        name="reference_currency_decimals_known",
                        violation_error_message="A currency has at most 4 decimals.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DunningLetterSet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created at")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="updated at")),
                (
                    "status",
                    models.CharField(
                        choices=[("A", "Active"), ("I", "Inactive")],
                        default="A",
                        editable=False,
                        max_length=1,
                        verbose_name="status",
                    ),
                ),
                (
                    "removed_with_parent",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="removed with its parent"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="A short name for files and reports. It cannot be changed later.",
                        max_length=30,
                        verbose_name="code",
                    ),
                ),
                ("code_key", core.fields.KeyField("code", max_length=360)),
                (
                    "name",
                    models.CharField(
                        help_text="What people see in lists.", max_length=240, verbose_name="name"
                    ),
                ),
                ("name_key", core.fields.KeyField("name", max_length=360)),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        help_text="What this value is for.",
                        max_length=240,
                        verbose_name="description",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="updated by",
                    ),
                ),
            ],
            options={
                "verbose_name": "dunning letter set",
                "verbose_name_plural": "dunning letter sets",
                "ordering": ["name_key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["A", "I"])),
                        name="reference_dunningletterset_status_known",
                        violation_error_message="The status is Active or Inactive.",
                    ),
                    models.UniqueConstraint(
                        fields=("code_key",),
                        name="reference_dunningletterset_code_unique",
                        violation_error_message="This code is taken already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupingRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created at")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="updated at")),
                (
                    "status",
                    models.CharField(
                        choices=[("A", "Active"), ("I", "Inactive")],
                        default="A",
                        editable=False,
                        max_length=1,
                        verbose_name="status",
                    ),
                ),
                (
                    "removed_with_parent",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="removed with its parent"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="A short name for files and reports. It cannot be changed later.",
                        max_length=30,
                        verbose_name="code",
                    ),
                ),
                ("code_key", core.fields.KeyField("code", max_length=360)),
                (
                    "name",
                    models.CharField(
                        help_text="What people see in lists.", max_length=240, verbose_name="name"
                    ),
                ),
                ("name_key", core.fields.KeyField("name", max_length=360)),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        help_text="What this value is for.",
                        max_length=240,
                        verbose_name="description",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="updated by",
                    ),
                ),
            ],
            options={
                "verbose_name": "grouping rule",
                "verbose_name_plural": "grouping rules",
                "ordering": ["name_key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["A", "I"])),
                        name="reference_groupingrule_status_known",
                        violation_error_message="The status is Active or Inactive.",
                    ),
                    models.UniqueConstraint(
                        fields=("code_key",),
                        name="reference_groupingrule_code_unique",
                        violation_error_message="This code is taken already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InterestTier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created at")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="updated at")),
                (
                    "from_day",
                    models.PositiveSmallIntegerField(
                        help_text="The first day late of this step; it lasts until the day before the next step.",
                        verbose_name="from day",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="updated by",
                    ),
                ),
            ],
            options={
                "verbose_name": "interest tier",
                "verbose_name_plural": "interest tiers",
                "ordering": ["tier_set", "from_day"],
            },
        ),
        migrations.CreateModel(
            name="ChargeScheduleLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created at")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="updated at")),
                (
                    "start_date",
                    models.DateField(help_text="The first day of the charge.", verbose_name="start date"),
                ),
                (
                    "end_date",
                    models.DateField(
                        blank=True,
                        help_text="The last day of the charge; empty: no end.",
                        null=True,
                        verbose_name="end date",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        decimal_places=4,
                        help_text="An amount of money or a percentage, as the schedule's type says.",
                        max_digits=15,
                        verbose_name="amount or rate",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "schedule",
                    models.ForeignKey(
                        help_text="The schedule that the line belongs to.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="reference.chargeschedule",
                        verbose_name="charge schedule",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="updated by",
                    ),
                ),
                (
                    "tier",
                    models.ForeignKey(
                        help_text="The step of the schedule's scale.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.interesttier",
                        verbose_name="interest tier",
                    ),
                ),
            ],
            options={
                "verbose_name": "charge schedule line",
                "verbose_name_plural": "charge schedule lines",
                "ordering": ["schedule", "tier", "start_date"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start_date__isnull", True),
                            ("end_date__isnull", True),
                            ("end_date__gte", models.F("start_date")),
                            _connector="OR",
                        ),
                        name="reference_chargescheduleline_dates_in_order",
                        violation_error_message="The end date is before the start date.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value__gte", 0)),
                        name="reference_chargescheduleline_value_positive",
                        violation_error_message="A charge is not negative.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InterestTierSet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created at")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="updated at")),
                (
                    "status",
                    models.CharField(
                        choices=[("A", "Active"), ("I", "Inactive")],
                        default="A",
                        editable=False,
                        max_length=1,
                        verbose_name="status",
                    ),
                ),
                (
                    "removed_with_parent",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="removed with its parent"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="A short name for files and reports. It cannot be changed later.",
                        max_length=30,
                        verbose_name="code",
                    ),
                ),
                ("code_key", core.fields.KeyField("code", max_length=360)),
                (
                    "name",
                    models.CharField(
                        help_text="What people see in lists.", max_length=240, verbose_name="name"
                    ),
                ),
                ("name_key", core.fields.KeyField("name", max_length=360)),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        help_text="What this value is for.",
                        max_length=240,
                        verbose_name="description",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="updated by",
                    ),
                ),
            ],
            options={
                "verbose_name": "interest tier set",
                "verbose_name_plural": "interest tier sets",
                "ordering": ["name_key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["A", "I"])),
                        name="reference_interesttierset_status_known",
                        violation_error_message="The status is Active or Inactive.",
                    ),
                    models.UniqueConstraint(
                        fields=("code_key",),
                        name="reference_interesttierset_code_unique",
                        violation_error_message="This code is taken already.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="interesttier",
            name="tier_set",
            field=models.ForeignKey(
                help_text="The scale that the step belongs to.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tiers",
                to="reference.interesttierset",
                verbose_name="interest tier set",
            ),
        ),
        migrations.AddField(
            model_name="chargeschedule",
            name="tier_set",
            field=models.ForeignKey(
                help_text="The scale whose steps the lines price.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="schedules",
                to="reference.interesttierset",
                verbose_name="interest tier set",
            ),
        ),
        migrations.CreateModel(
            name="InventorySite",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created at")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="updated at")),
                (
                    "status",
                    models.CharField(
                        choices=[("A", "Active"), ("I", "Inactive")],
                        default="A",
                        editable=False,
                        max_length=1,
                        verbose_name="status",
                    ),
                ),
                (
                    "removed_with_parent",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="removed with its parent"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="A short name for files and reports. It cannot be changed later.",
                        max_length=30,
                        verbose_name="code",
                    ),
                ),
                ("code_key", core.fields.KeyField("code", max_length=360)),
                (
                    "name",
                    models.CharField(
                        help_text="What people see in lists.", max_length=240, verbose_name="name"
                    ),
                ),
                ("name_key", core.fields.KeyField("name", max_length=360)),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        help_text="What this value is for.",
                        max_length=240,
                        verbose_name="description",
                    ),
                ),
                (
                    "organization_name",
                    models.CharField(
                        help_text="The inventory organization of the location; shown wherever the location is chosen.",
                        max_length=240,
                        verbose_name="internal organization",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="updated by",
                    ),
                ),
            ],
            options={
                "verbose_name": "internal location",
                "verbose_name_plural": "internal locations",
                "ordering": ["name_key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["A", "I"])),
                        name="reference_inventorysite_status_known",
                        violation_error_message="The status is Active or Inactive.",
                    ),
                    models.UniqueConstraint(
                        fields=("code_key",),
                        name="reference_inventorysite_code_unique",
                        violation_error_message="This code is taken already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Language",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created at")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="updated at")),
                (
                    "status",
                    models.CharField(
                        choices=[("A", "Active"), ("I", "Inactive")],
                        default="A",
                        editable=False,
                        max_length=1,
                        verbose_name="status",
                    ),
                ),
                (
                    "removed_with_parent",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="removed with its parent"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="A short name for files and reports. It cannot be changed later.",
                        max_length=30,
                        verbose_name="code",
                    ),
                ),
                ("code_key", core.fields.KeyField("code", max_length=360)),
                (
                    "name",
                    models.CharField(
                        help_text="What people see in lists.", max_length=240, verbose_name="name"
                    ),
                ),
                ("name_key", core.fields.KeyField("name", max_length=360)),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        help_text="What this value is for.",
                        max_length=240,
                        verbose_name="description",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="updated by",
                    ),
                ),
            ],
            options={
                "verbose_name": "language",
                "verbose_name_plural": "languages",
                "ordering": ["name_key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["A", "I"])),
                        name="reference_language_status_known",
                        violation_error_message="The status is Active or Inactive.",
                    ),
                    models.UniqueConstraint(
                        fields=("code_key",),
                        name="reference_language_code_unique",
                        violation_error_message="This code is taken already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LookupType",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created at")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="updated at")),
                (
                    "code",
                    models.CharField(
                        help_text="The name of the list. It cannot be changed.",
                        max_length=30,
                        verbose_name="code",
                    ),
                ),
                ("code_key", core.fields.KeyField("code", max_length=360)),
                (
                    "name",
                    models.CharField(
                        help_text="What people see in set-up.", max_length=240, verbose_name="name"
                    ),
                ),
                ("name_key", core.fields.KeyField("name", max_length=360)),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        help_text="What the list is for.",
                        max_length=240,
                        verbose_name="description",
                    ),
                ),
                (
                    "extensible",
                    models.BooleanField(
                        default=True,
                        help_text="Whether values may be added and removed. In the other lists only the meanings may change.",
                        verbose_name="may be extended",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="updated by",
                    ),
                ),
            ],
            options={
                "verbose_name": "lookup",
                "verbose_name_plural": "lookups",
                "ordering": ["name_key"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code_key",),
                        name="reference_lookuptype_code_unique",
                        violation_error_message="This code is taken already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LookupValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created at")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="updated at")),
                (
                    "status",
                    models.CharField(
                        choices=[("A", "Active"), ("I", "Inactive")],
                        default="A",
                        editable=False,
                        max_length=1,
                        verbose_name="status",
                    ),
                ),
                (
                    "removed_with_parent",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="removed with its parent"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="What records and files hold. It cannot be changed later.",
                        max_length=30,
                        verbose_name="code",
                    ),
                ),
                ("code_key", core.fields.KeyField("code", max_length=360)),
                (
                    "meaning",
                    models.CharField(help_text="What people see.", max_length=240, verbose_name="meaning"),
                ),
                ("meaning_key", core.fields.KeyField("meaning", max_length=360)),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        help_text="When to choose this value.",
                        max_length=240,
                        verbose_name="description",
                    ),
                ),
                (
                    "start_date",
                    models.DateField(
                        blank=True,
                        help_text="The first day on which it may be chosen; empty: always.",
                        null=True,
                        verbose_name="start date",
                    ),
                ),
                (
                    "end_date",
                    models.DateField(
                        blank=True,
                        help_text="The last day on which it may be chosen; empty: no end.",
                        null=True,
                        verbose_name="end date",
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Values are listed by position, then by meaning.",
                        verbose_name="position",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "type",
                    models.ForeignKey(
                        help_text="The list that the value belongs to.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="values",
                        to="reference.lookuptype",
                        verbose_name="lookup",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="updated by",
                    ),
                ),
            ],
            options={
                "verbose_name": "lookup value",
                "verbose_name_plural": "lookup values",
                "ordering": ["type", "position", "meaning_key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["A", "I"])),
                        name="reference_lookupvalue_status_known",
                        violation_error_message="The status is Active or Inactive.",
                    ),
                    models.UniqueConstraint(
                        fields=("type", "code_key"),
                        name="reference_lookupvalue_code_unique",
                        violation_error_message="The lookup has a value with this code already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start_date__isnull", True),
                            ("end_date__isnull", True),
                            ("end_date__gte", models.F("start_date")),
                            _connector="OR",
                        ),
                        name="reference_lookupvalue_dates_in_order",
                        violation_error_message="The end date is before the start date.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OperatingUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created at")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="updated at")),
                (
                    "status",
                    models.CharField(
                        choices=[("A", "Active"), ("I", "Inactive")],
                        default="A",
                        editable=False,
                        max_length=1,
                        verbose_name="status",
                    ),
                ),
                (
                    "removed_with_parent",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="removed with its parent"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="A short name for files and reports. It cannot be changed later.",
                        max_length=30,
                        verbose_name="code",
                    ),
                ),
                ("code_key", core.fields.KeyField("code", max_length=360)),
                (
                    "name",
                    models.CharField(
                        help_text="What people see in lists.", max_length=240, verbose_name="name"
                    ),
                ),
                ("name_key", core.fields.KeyField("name", max_length=360)),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        help_text="What this value is for.",
                        max_length=240,
                        verbose_name="description",
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(
                        default="UTC",
                        help_text="Decides which day it is for the unit's records, for example Europe/Vienna.",
                        max_length=60,
                        validators=[reference.models.units.validate_time_zone],
                        verbose_name="time zone",
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        help_text="Where the unit has its seat.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.country",
                        verbose_name="country",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "currency",
                    models.ForeignKey(
                        help_text="The currency that the unit keeps its books in.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.currency",
                        verbose_name="currency",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="updated by",
                    ),
                ),
            ],
            options={
                "verbose_name": "operating unit",
                "verbose_name_plural": "operating units",
                "ordering": ["name_key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["A", "I"])),
                        name="reference_operatingunit_status_known",
                        violation_error_message="The status is Active or Inactive.",
                    ),
                    models.UniqueConstraint(
                        fields=("code_key",),
                        name="reference_operatingunit_code_unique",
                        violation_error_message="This code is taken already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LedgerAccount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created at")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="updated at")),
                (
                    "status",
                    models.CharField(
                        choices=[("A", "Active"), ("I", "Inactive")],
                        default="A",
                        editable=False,
                        max_length=1,
                        verbose_name="status",
                    ),
                ),
                (
                    "removed_with_parent",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="removed with its parent"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="A short name for files and reports. It cannot be changed later.",
                        max_length=30,
                        verbose_name="code",
                    ),
                ),
                ("code_key", core.fields.KeyField("code", max_length=360)),
                (
                    "name",
                    models.CharField(
                        help_text="What people see in lists.", max_length=240, verbose_name="name"
                    ),
                ),
                ("name_key", core.fields.KeyField("name", max_length=360)),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        help_text="What this value is for.",
                        max_length=240,
                        verbose_name="description",
                    ),
                ),
                (
                    "enabled",
                    models.BooleanField(
                        default=True,
                        help_text="Whether the ledger accepts bookings on the account.",
                        verbose_name="enabled",
                    ),
                ),
                (
                    "detail_posting",
                    models.BooleanField(
                        default=True,
                        help_text="Off for summary accounts, which take no bookings themselves.",
                        verbose_name="detail posting",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="updated by",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        help_text="The unit whose ledger holds the account; empty: every unit.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.operatingunit",
                        verbose_name="operating unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "ledger account",
                "verbose_name_plural": "ledger accounts",
                "ordering": ["code_key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["A", "I"])),
                        name="reference_ledgeraccount_status_known",
                        violation_error_message="The status is Active or Inactive.",
                    ),
                    models.UniqueConstraint(
                        fields=("code_key",),
                        name="reference_ledgeraccount_code_unique",
                        violation_error_message="This code is taken already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderType",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created at")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="updated at")),
                (
                    "status",
                    models.CharField(
                        choices=[("A", "Active"), ("I", "Inactive")],
                        default="A",
                        editable=False,
                        max_length=1,
                        verbose_name="status",
                    ),
                ),
                (
                    "removed_with_parent",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="removed with its parent"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="A short name for files and reports. It cannot be changed later.",
                        max_length=30,
                        verbose_name="code",
                    ),
                ),
                ("code_key", core.fields.KeyField("code", max_length=360)),
                (
                    "name",
                    models.CharField(
                        help_text="What people see in lists.", max_length=240, verbose_name="name"
                    ),
                ),
                ("name_key", core.fields.KeyField("name", max_length=360)),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        help_text="What this value is for.",
                        max_length=240,
                        verbose_name="description",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="updated by",
                    ),
                ),
            ],
            options={
                "verbose_name": "order type",
                "verbose_name_plural": "order types",
                "ordering": ["name_key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["A", "I"])),
                        name="reference_ordertype_status_known",
                        violation_error_message="The status is Active or Inactive.",
                    ),
                    models.UniqueConstraint(
                        fields=("code_key",),
                        name="reference_ordertype_code_unique",
                        violation_error_message="This code is taken already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaymentTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created at")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="updated at")),
                (
                    "status",
                    models.CharField(
                        choices=[("A", "Active"), ("I", "Inactive")],
                        default="A",
                        editable=False,
                        max_length=1,
                        verbose_name="status",
                    ),
                ),
                (
                    "removed_with_parent",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="removed with its parent"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="A short name for files and reports. It cannot be changed later.",
                        max_length=30,
                        verbose_name="code",
                    ),
                ),
                ("code_key", core.fields.KeyField("code", max_length=360)),
                (
                    "name",
                    models.CharField(
                        help_text="What people see in lists.", max_length=240, verbose_name="name"
                    ),
                ),
                ("name_key", core.fields.KeyField("name", max_length=360)),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        help_text="What this value is for.",
                        max_length=240,
                        verbose_name="description",
                    ),
                ),
                (
                    "balance_forward",
                    models.BooleanField(
                        default=False,
                        help_text="For bills that carry the open balance forward; profiles offer these only to such customers.",
                        verbose_name="balance forward",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="updated by",
                    ),
                ),
            ],
            options={
                "verbose_name": "payment term",
                "verbose_name_plural": "payment terms",
                "ordering": ["name_key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["A", "I"])),
                        name="reference_paymentterm_status_known",
                        violation_error_message="The status is Active or Inactive.",
                    ),
                    models.UniqueConstraint(
                        fields=("code_key",),
                        name="reference_paymentterm_code_unique",
                        violation_error_message="This code is taken already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PriceList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created at")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="updated at")),
                (
                    "status",
                    models.CharField(
                        choices=[("A", "Active"), ("I", "Inactive")],
                        default="A",
                        editable=False,
                        max_length=1,
                        verbose_name="status",
                    ),
                ),
                (
                    "removed_with_parent",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="removed with its parent"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="A short name for files and reports. It cannot be changed later.",
                        max_length=30,
                        verbose_name="code",
                    ),
                ),
                ("code_key", core.fields.KeyField("code", max_length=360)),
                (
                    "name",
                    models.CharField(
                        help_text="What people see in lists.", max_length=240, verbose_name="name"
                    ),
                ),
                ("name_key", core.fields.KeyField("name", max_length=360)),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        help_text="What this value is for.",
                        max_length=240,
                        verbose_name="description",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="updated by",
                    ),
                ),
            ],
            options={
                "verbose_name": "price list",
                "verbose_name_plural": "price lists",
                "ordering": ["name_key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["A", "I"])),
                        name="reference_pricelist_status_known",
                        violation_error_message="The status is Active or Inactive.",
                    ),
                    models.UniqueConstraint(
                        fields=("code_key",),
                        name="reference_pricelist_code_unique",
                        violation_error_message="This code is taken already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReceiptMethod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created at")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="updated at")),
                (
                    "status",
                    models.CharField(
                        choices=[("A", "Active"), ("I", "Inactive")],
                        default="A",
                        editable=False,
                        max_length=1,
                        verbose_name="status",
                    ),
                ),
                (
                    "removed_with_parent",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="removed with its parent"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="A short name for files and reports. It cannot be changed later.",
                        max_length=30,
                        verbose_name="code",
                    ),
                ),
                ("code_key", core.fields.KeyField("code", max_length=360)),
                (
                    "name",
                    models.CharField(
                        help_text="What people see in lists.", max_length=240, verbose_name="name"
                    ),
                ),
                ("name_key", core.fields.KeyField("name", max_length=360)),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        help_text="What this value is for.",
                        max_length=240,
                        verbose_name="description",
                    ),
                ),
                (
                    "creation_method",
                    models.CharField(
                        choices=[
                            ("MANUAL", "Manual"),
                            ("AUTOMATIC", "Automatic"),
                            ("BILLS", "Bills receivable"),
                        ],
                        default="MANUAL",
                        help_text="Whether receipts are entered, made automatically, or made as bills receivable.",
                        max_length=20,
                        verbose_name="creation method",
                    ),
                ),
                (
                    "grouping",
                    models.CharField(
                        choices=[
                            ("INVOICE", "One Per Invoice"),
                            ("CUSTOMER", "One Per Customer"),
                            ("CUSTOMER_DUE_DATE", "One Per Customer Due Date"),
                            ("SITE", "One Per Site"),
                            ("SITE_DUE_DATE", "One Per Site Due Date"),
                        ],
                        default="INVOICE",
                        help_text="What goes into one receipt or bill.",
                        max_length=20,
                        verbose_name="grouping rule",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="updated by",
                    ),
                ),
            ],
            options={
                "verbose_name": "receipt method",
                "verbose_name_plural": "receipt methods",
                "ordering": ["name_key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["A", "I"])),
                        name="reference_receiptmethod_status_known",
                        violation_error_message="The status is Active or Inactive.",
                    ),
                    models.UniqueConstraint(
                        fields=("code_key",),
                        name="reference_receiptmethod_code_unique",
                        violation_error_message="This code is taken already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("creation_method__in", ["MANUAL", "AUTOMATIC", "BILLS"])),
                        name="reference_receiptmethod_creation_known",
                        violation_error_message="Choose a creation method of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "grouping__in",
                                ["INVOICE", "CUSTOMER", "CUSTOMER_DUE_DATE", "SITE", "SITE_DUE_DATE"],
                            )
                        ),
                        name="reference_receiptmethod_grouping_known",
                        violation_error_message="Choose a grouping rule of the list.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Resource",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created at")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="updated at")),
                (
                    "status",
                    models.CharField(
                        choices=[("A", "Active"), ("I", "Inactive")],
                        default="A",
                        editable=False,
                        max_length=1,
                        verbose_name="status",
                    ),
                ),
                (
                    "removed_with_parent",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="removed with its parent"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="A short name for files and reports. It cannot be changed later.",
                        max_length=30,
                        verbose_name="code",
                    ),
                ),
                ("code_key", core.fields.KeyField("code", max_length=360)),
                (
                    "name",
                    models.CharField(
                        help_text="What people see in lists.", max_length=240, verbose_name="name"
                    ),
                ),
                ("name_key", core.fields.KeyField("name", max_length=360)),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        help_text="What this value is for.",
                        max_length=240,
                        verbose_name="description",
                    ),
                ),
                (
                    "is_salesperson",
                    models.BooleanField(
                        default=False,
                        help_text="May be chosen as salesperson of sites and purposes.",
                        verbose_name="salesperson",
                    ),
                ),
                (
                    "is_credit_analyst",
                    models.BooleanField(
                        default=False,
                        help_text="May be chosen as credit analyst of profiles.",
                        verbose_name="credit analyst",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="updated by",
                    ),
                ),
            ],
            options={
                "verbose_name": "resource",
                "verbose_name_plural": "resources",
                "ordering": ["name_key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["A", "I"])),
                        name="reference_resource_status_known",
                        violation_error_message="The status is Active or Inactive.",
                    ),
                    models.UniqueConstraint(
                        fields=("code_key",),
                        name="reference_resource_code_unique",
                        violation_error_message="This code is taken already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_salesperson", True), ("is_credit_analyst", True), _connector="OR"
                        ),
                        name="reference_resource_has_a_role",
                        violation_error_message="A resource is a salesperson, a credit analyst, or both.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SalesTerritory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created at")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="updated at")),
                (
                    "status",
                    models.CharField(
                        choices=[("A", "Active"), ("I", "Inactive")],
                        default="A",
                        editable=False,
                        max_length=1,
                        verbose_name="status",
                    ),
                ),
                (
                    "removed_with_parent",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="removed with its parent"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="A short name for files and reports. It cannot be changed later.",
                        max_length=30,
                        verbose_name="code",
                    ),
                ),
                ("code_key", core.fields.KeyField("code", max_length=360)),
                (
                    "name",
                    models.CharField(
                        help_text="What people see in lists.", max_length=240, verbose_name="name"
                    ),
                ),
                ("name_key", core.fields.KeyField("name", max_length=360)),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        help_text="What this value is for.",
                        max_length=240,
                        verbose_name="description",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="updated by",
                    ),
                ),
            ],
            options={
                "verbose_name": "sales territory",
                "verbose_name_plural": "sales territories",
                "ordering": ["name_key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["A", "I"])),
                        name="reference_salesterritory_status_known",
                        violation_error_message="The status is Active or Inactive.",
                    ),
                    models.UniqueConstraint(
                        fields=("code_key",),
                        name="reference_salesterritory_code_unique",
                        violation_error_message="This code is taken already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ShipMethod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created at")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="updated at")),
                (
                    "status",
                    models.CharField(
                        choices=[("A", "Active"), ("I", "Inactive")],
                        default="A",
                        editable=False,
                        max_length=1,
                        verbose_name="status",
                    ),
                ),
                (
                    "removed_with_parent",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="removed with its parent"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="A short name for files and reports. It cannot be changed later.",
                        max_length=30,
                        verbose_name="code",
                    ),
                ),
                ("code_key", core.fields.KeyField("code", max_length=360)),
                (
                    "name",
                    models.CharField(
                        help_text="What people see in lists.", max_length=240, verbose_name="name"
                    ),
                ),
                ("name_key", core.fields.KeyField("name", max_length=360)),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        help_text="What this value is for.",
                        max_length=240,
                        verbose_name="description",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="updated by",
                    ),
                ),
            ],
            options={
                "verbose_name": "ship method",
                "verbose_name_plural": "ship methods",
                "ordering": ["name_key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["A", "I"])),
                        name="reference_shipmethod_status_known",
                        violation_error_message="The status is Active or Inactive.",
                    ),
                    models.UniqueConstraint(
                        fields=("code_key",),
                        name="reference_shipmethod_code_unique",
                        violation_error_message="This code is taken already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SourceSystem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created at")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="updated at")),
                (
                    "status",
                    models.CharField(
                        choices=[("A", "Active"), ("I", "Inactive")],
                        default="A",
                        editable=False,
                        max_length=1,
                        verbose_name="status",
                    ),
                ),
                (
                    "removed_with_parent",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="removed with its parent"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="A short name for files and reports. It cannot be changed later.",
                        max_length=30,
                        verbose_name="code",
                    ),
                ),
                ("code_key", core.fields.KeyField("code", max_length=360)),
                (
                    "name",
                    models.CharField(
                        help_text="What people see in lists.", max_length=240, verbose_name="name"
                    ),
                ),
                ("name_key", core.fields.KeyField("name", max_length=360)),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        help_text="What this value is for.",
                        max_length=240,
                        verbose_name="description",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="updated by",
                    ),
                ),
            ],
            options={
                "verbose_name": "source system",
                "verbose_name_plural": "source systems",
                "ordering": ["name_key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["A", "I"])),
                        name="reference_sourcesystem_status_known",
                        violation_error_message="The status is Active or Inactive.",
                    ),
                    models.UniqueConstraint(
                        fields=("code_key",),
                        name="reference_sourcesystem_code_unique",
                        violation_error_message="This code is taken already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatementCycle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created at")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="updated at")),
                (
                    "status",
                    models.CharField(
                        choices=[("A", "Active"), ("I", "Inactive")],
                        default="A",
                        editable=False,
                        max_length=1,
                        verbose_name="status",
                    ),
                ),
                (
                    "removed_with_parent",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="removed with its parent"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="A short name for files and reports. It cannot be changed later.",
                        max_length=30,
                        verbose_name="code",
                    ),
                ),
                ("code_key", core.fields.KeyField("code", max_length=360)),
                (
                    "name",
                    models.CharField(
                        help_text="What people see in lists.", max_length=240, verbose_name="name"
                    ),
                ),
                ("name_key", core.fields.KeyField("name", max_length=360)),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        help_text="What this value is for.",
                        max_length=240,
                        verbose_name="description",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="updated by",
                    ),
                ),
            ],
            options={
                "verbose_name": "statement cycle",
                "verbose_name_plural": "statement cycles",
                "ordering": ["name_key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["A", "I"])),
                        name="reference_statementcycle_status_known",
                        violation_error_message="The status is Active or Inactive.",
                    ),
                    models.UniqueConstraint(
                        fields=("code_key",),
                        name="reference_statementcycle_code_unique",
                        violation_error_message="This code is taken already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SystemOptions",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created at")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="updated at")),
                (
                    "only",
                    models.PositiveSmallIntegerField(default=1, editable=False, verbose_name="the one row"),
                ),
                (
                    "automatic_customer_numbering",
                    models.BooleanField(
                        default=True,
                        help_text="Account numbers are generated and cannot be changed on pages.",
                        verbose_name="automatic customer numbering",
                    ),
                ),
                (
                    "automatic_site_numbering",
                    models.BooleanField(
                        default=True,
                        help_text="The Location of a business purpose is generated.",
                        verbose_name="automatic site numbering",
                    ),
                ),
                (
                    "generate_registry_id",
                    models.BooleanField(
                        default=True,
                        help_text="A customer without a Registry ID is given one; otherwise it must be entered.",
                        verbose_name="generate registry ID",
                    ),
                ),
                (
                    "generate_site_number",
                    models.BooleanField(
                        default=True,
                        help_text="An address without a Site Number is given one; otherwise it must be entered.",
                        verbose_name="generate site number",
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(
                        default="UTC",
                        help_text="Decides which day it is for records that belong to no operating unit.",
                        max_length=60,
                        validators=[reference.models.units.validate_time_zone],
                        verbose_name="installation time zone",
                    ),
                ),
                (
                    "change_customer_name",
                    models.BooleanField(
                        default=True,
                        help_text="Whether the name of a customer may be changed after it was created.",
                        verbose_name="change customer name",
                    ),
                ),
                (
                    "sort_by_pronunciation",
                    models.BooleanField(
                        default=False,
                        help_text="Lists of customers are ordered by the name's pronunciation where there is one.",
                        verbose_name="sort customer lists by pronunciation",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "default_country",
                    models.ForeignKey(
                        blank=True,
                        help_text="The company's home country: new addresses start with it unless the user prefers another.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.country",
                        verbose_name="default country",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="updated by",
                    ),
                ),
            ],
            options={
                "verbose_name": "system options",
                "verbose_name_plural": "system options",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("only",),
                        name="reference_systemoptions_one_row",
                        violation_error_message="There is one row of system options already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("only", 1)),
                        name="reference_systemoptions_only_is_one",
                        violation_error_message="There is only one row of system options.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TaxCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created at")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="updated at")),
                (
                    "status",
                    models.CharField(
                        choices=[("A", "Active"), ("I", "Inactive")],
                        default="A",
                        editable=False,
                        max_length=1,
                        verbose_name="status",
                    ),
                ),
                (
                    "removed_with_parent",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="removed with its parent"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="A short name for files and reports. It cannot be changed later.",
                        max_length=30,
                        verbose_name="code",
                    ),
                ),
                ("code_key", core.fields.KeyField("code", max_length=360)),
                (
                    "name",
                    models.CharField(
                        help_text="What people see in lists.", max_length=240, verbose_name="name"
                    ),
                ),
                ("name_key", core.fields.KeyField("name", max_length=360)),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        help_text="What this value is for.",
                        max_length=240,
                        verbose_name="description",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="updated by",
                    ),
                ),
            ],
            options={
                "verbose_name": "tax code",
                "verbose_name_plural": "tax codes",
                "ordering": ["name_key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["A", "I"])),
                        name="reference_taxcode_status_known",
                        violation_error_message="The status is Active or Inactive.",
                    ),
                    models.UniqueConstraint(
                        fields=("code_key",),
                        name="reference_taxcode_code_unique",
                        violation_error_message="This code is taken already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitAccess",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created at")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="updated at")),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit whose records the user may see.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="access",
                        to="reference.operatingunit",
                        verbose_name="operating unit",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="updated by",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        help_text="Who may see the unit's records.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unit_access",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "unit access",
                "verbose_name_plural": "unit access list",
                "ordering": ["user", "unit"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "unit"),
                        name="reference_unitaccess_unique",
                        violation_error_message="The user has this unit on the access list already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UserPreference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created at")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="updated at")),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "default_country",
                    models.ForeignKey(
                        blank=True,
                        help_text="The country that a new address starts with; empty: the one of the system options.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.country",
                        verbose_name="default country",
                    ),
                ),
                (
                    "default_unit",
                    models.ForeignKey(
                        blank=True,
                        help_text="The unit that a new account site is given; must be on the user's access list.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.operatingunit",
                        verbose_name="default operating unit",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="updated by",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        help_text="Whose preferences these are.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="preference",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "user preferences",
                "verbose_name_plural": "user preferences",
            },
        ),
        migrations.CreateModel(
            name="Warehouse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created at")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="updated at")),
                (
                    "status",
                    models.CharField(
                        choices=[("A", "Active"), ("I", "Inactive")],
                        default="A",
                        editable=False,
                        max_length=1,
                        verbose_name="status",
                    ),
                ),
                (
                    "removed_with_parent",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="removed with its parent"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="A short name for files and reports. It cannot be changed later.",
                        max_length=30,
                        verbose_name="code",
                    ),
                ),
                ("code_key", core.fields.KeyField("code", max_length=360)),
                (
                    "name",
                    models.CharField(
                        help_text="What people see in lists.", max_length=240, verbose_name="name"
                    ),
                ),
                ("name_key", core.fields.KeyField("name", max_length=360)),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        help_text="What this value is for.",
                        max_length=240,
                        verbose_name="description",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="updated by",
                    ),
                ),
            ],
            options={
                "verbose_name": "warehouse",
                "verbose_name_plural": "warehouses",
                "ordering": ["name_key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["A", "I"])),
                        name="reference_warehouse_status_known",
                        violation_error_message="The status is Active or Inactive.",
                    ),
                    models.UniqueConstraint(
                        fields=("code_key",),
                        name="reference_warehouse_code_unique",
                        violation_error_message="This code is taken already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AutoCashRuleSet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created at")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="updated at")),
                (
                    "status",
                    models.CharField(
                        choices=[("A", "Active"), ("I", "Inactive")],
                        default="A",
                        editable=False,
                        max_length=1,
                        verbose_name="status",
                    ),
                ),
                (
                    "removed_with_parent",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="removed with its parent"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="A short name for files and reports. It cannot be changed later.",
                        max_length=30,
                        verbose_name="code",
                    ),
                ),
                ("code_key", core.fields.KeyField("code", max_length=360)),
                (
                    "name",
                    models.CharField(
                        help_text="What people see in lists.", max_length=240, verbose_name="name"
                    ),
                ),
                ("name_key", core.fields.KeyField("name", max_length=360)),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        help_text="What this value is for.",
                        max_length=240,
                        verbose_name="description",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="updated by",
                    ),
                ),
            ],
            options={
                "verbose_name": "AutoCash rule set",
                "verbose_name_plural": "AutoCash rule sets",
                "ordering": ["name_key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["A", "I"])),
                        name="reference_autocashruleset_status_known",
                        violation_error_message="The status is Active or Inactive.",
                    ),
                    models.UniqueConstraint(
                        fields=("code_key",),
                        name="reference_autocashruleset_code_unique",
                        violation_error_message="This code is taken already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Collector",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created at")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="updated at")),
                (
                    "status",
                    models.CharField(
                        choices=[("A", "Active"), ("I", "Inactive")],
                        default="A",
                        editable=False,
                        max_length=1,
                        verbose_name="status",
                    ),
                ),
                (
                    "removed_with_parent",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="removed with its parent"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="A short name for files and reports. It cannot be changed later.",
                        max_length=30,
                        verbose_name="code",
                    ),
                ),
                ("code_key", core.fields.KeyField("code", max_length=360)),
                (
                    "name",
                    models.CharField(
                        help_text="What people see in lists.", max_length=240, verbose_name="name"
                    ),
                ),
                ("name_key", core.fields.KeyField("name", max_length=360)),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        help_text="What this value is for.",
                        max_length=240,
                        verbose_name="description",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="updated by",
                    ),
                ),
            ],
            options={
                "verbose_name": "collector",
                "verbose_name_plural": "collectors",
                "ordering": ["name_key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["A", "I"])),
                        name="reference_collector_status_known",
                        violation_error_message="The status is Active or Inactive.",
                    ),
                    models.UniqueConstraint(
                        fields=("code_key",),
                        name="reference_collector_code_unique",
                        violation_error_message="This code is taken already.",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="interesttier",
            constraint=models.UniqueConstraint(
                fields=("tier_set", "from_day"),
                name="reference_interesttier_from_day_unique",
                violation_error_message="Another step begins on this day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="interesttier",
            constraint=models.CheckConstraint(
                condition=models.Q(("from_day__gte", 1)),
                name="reference_interesttier_from_day_positive",
                violation_error_message="A payment is late from day 1 on.",
            ),
        ),
        migrations.AddConstraint(
            model_name="chargeschedule",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["A", "I"])),
                name="reference_chargeschedule_status_known",
                violation_error_message="The status is Active or Inactive.",
            ),
        ),
        migrations.AddConstraint(
            model_name="chargeschedule",
            constraint=models.UniqueConstraint(
                fields=("code_key",),
                name="reference_chargeschedule_code_unique",
                violation_error_message="This code is taken already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="chargeschedule",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["AMOUNT", "RATE"])),
                name="reference_chargeschedule_kind_known",
                violation_error_message="Choose Amount or Rate.",
            ),
        ),
    ]
