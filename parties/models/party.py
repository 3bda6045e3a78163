"""A party: an organization or a person that the company deals with."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.addresses import address_of
from core.fields import KeyField
from core.history import Path
from core.models import ExtraValues, Record, StatusRecord
from parties import rules
from parties.querysets import PartyQuerySet
from reference.fields import LookupField


class Party(ExtraValues, StatusRecord):
    """An organization or a person, known under one registry id in every operating unit (D-1)."""

    class Kind(models.TextChoices):
        ORGANIZATION = "ORGANIZATION", _("Organization")
        PERSON = "PERSON", _("Person")

    class Status(models.TextChoices):
        ACTIVE = "A", _("Active")
        INACTIVE = "I", _("Inactive")
        MERGED = "M", _("Merged")

    history_path = Path(root="id")
    fixed_fields = frozenset({"kind"})

    kind = models.CharField(_("customer type"), max_length=12, choices=Kind.choices, editable=False)
    name = models.CharField(
        _("name"),
        max_length=360,
        help_text=_("The organization's full name, or the person's name as it is composed from its parts."),
    )
    name_key = KeyField("name")
    registry_id = models.CharField(
        _("registry ID"), max_length=30, help_text=_("The number of the party in the registry. Unique.")
    )
    registry_id_key = KeyField("registry_id", unique=True, max_length=90)
    alias = models.CharField(
        _("alias"),
        max_length=240,
        blank=True,
        help_text=_("Another name under which people know the customer."),
    )
    alias_key = KeyField("alias")
    pronunciation = models.CharField(
        _("name pronunciation"),
        max_length=320,
        blank=True,
        help_text=_("How the name is spoken; lists can be sorted by it."),
    )
    pronunciation_key = KeyField("pronunciation")
    taxpayer_id = models.CharField(
        _("taxpayer ID"),
        max_length=50,
        blank=True,
        help_text=_("The number under which the tax office knows it."),
    )
    taxpayer_id_key = KeyField("taxpayer_id", max_length=150)
    tax_registration_number = models.CharField(
        _("tax registration number"),
        max_length=50,
        blank=True,
        help_text=_("The VAT or GST registration number."),
    )
    tax_registration_number_key = KeyField("tax_registration_number", max_length=150)
    category = LookupField(
        type="CUSTOMER_CATEGORY",
        blank=True,
        verbose_name=_("customer category"),
        help_text=_("For example customer or prospect."),
    )
    status = models.CharField(
        _("status"), max_length=1, choices=Status.choices, default=Status.ACTIVE, editable=False
    )
    replaced_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="replaced",
        verbose_name=_("replaced by"),
    )

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = _("customer")
        verbose_name_plural = _("customers")
        ordering = ["name_key", "id"]
        indexes = [
            models.Index(fields=["kind", "status", "name_key", "id"], name="parties_party_list"),
            models.Index(fields=["kind", "status", "pronunciation_key", "id"], name="parties_party_spoken"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["A", "I", "M"]),
                name="parties_party_status_known",
                violation_error_message=_("The status is Active, Inactive or Merged."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["ORGANIZATION", "PERSON"]),
                name="parties_party_kind_known",
                violation_error_message=_("A customer is an organization or a person."),
            ),
            models.CheckConstraint(
                condition=models.Q(status="M", replaced_by__isnull=False)
                | models.Q(~models.Q(status="M"), replaced_by__isnull=True),
                name="parties_party_merged_has_survivor",
                violation_error_message=_("A merged party, and no other, names the party that replaced it."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("customers:overview", self.pk)

    @property
    def details(self) -> "OrganizationDetails | PersonDetails":
        """What is known of it by its kind; a new, empty row where a loader left it out."""
        name, model = ("person", PersonDetails) if self.is_person else ("organization", OrganizationDetails)
        found: OrganizationDetails | PersonDetails | None = getattr(self, name, None)
        return found or model(party=self)

    @property
    def is_person(self) -> bool:
        """True for persons."""
        return self.kind == self.Kind.PERSON


class OrganizationDetails(Record):
    """What is known of a party that is an organization."""

    history_path = Path(root="party_id")
    follows = ("party",)

    party = models.OneToOneField(
        Party, models.PROTECT, related_name="organization", editable=False, verbose_name=_("party")
    )
    duns_number = models.CharField(
        _("D-U-N-S number"),
        max_length=9,
        blank=True,
        validators=[RegexValidator(r"^[0-9]{9}$", _("A D-U-N-S number has nine digits."))],
        help_text=_("Nine digits."),
    )
    duns_number_key = KeyField("duns_number", max_length=27)
    sic_code_type = LookupField(
        type="SIC_CODE_TYPE",
        blank=True,
        verbose_name=_("SIC code type"),
        help_text=_("The list that the SIC code comes from."),
    )
    sic_code = models.CharField(
        _("SIC code"), max_length=30, blank=True, help_text=_("The industry, as a code of that list.")
    )
    naics_code = models.CharField(
        _("NAICS code"),
        max_length=6,
        blank=True,
        validators=[RegexValidator(r"^[0-9]{2,6}$", _("A NAICS code has two to six digits."))],
        help_text=_("The industry in the North American classification."),
    )
    legal_status = LookupField(
        type="LEGAL_STATUS",
        blank=True,
        verbose_name=_("legal status"),
        help_text=_("For example corporation or partnership."),
    )
    year_established = models.PositiveSmallIntegerField(
        _("year established"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1000), MaxValueValidator(9999)],
        help_text=_("Four digits."),
    )
    employees_total = models.PositiveIntegerField(
        _("total employees"), null=True, blank=True, validators=[MaxValueValidator(2_000_000_000)]
    )

    class Meta:
        verbose_name = _("organization details")
        verbose_name_plural = _("organization details")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(year_established__isnull=True)
                | models.Q(year_established__gte=1000, year_established__lte=9999),
                name="parties_organization_year",
                violation_error_message=_("The year established has four digits."),
            )
        ]
        indexes = [models.Index(fields=["duns_number_key"], name="parties_organization_duns")]

    def __str__(self) -> str:
        return str(self.party)

    def clean(self) -> None:
        """Only an organization has organization details; a code needs its list."""
        rules.details_fit_kind(self.party, Party.Kind.ORGANIZATION)
        rules.sic_code_has_type(self.sic_code, self.sic_code_type)


class PersonDetails(Record):
    """What is known of a party that is a person. The party's name is composed from these parts (R-026)."""

    history_path = Path(root="party_id")
    constraint_fields = {"parties_person_named": "last_name"}
    follows = ("party",)

    party = models.OneToOneField(
        Party, models.PROTECT, related_name="person", editable=False, verbose_name=_("party")
    )
    prefix = LookupField(
        type="CONTACT_TITLE", blank=True, verbose_name=_("prefix"), help_text=_("Title before the name.")
    )
    first_name = models.CharField(
        _("first name"), max_length=150, blank=True, help_text=_("First or last name is required.")
    )
    middle_name = models.CharField(_("middle name"), max_length=60, blank=True)
    last_name = models.CharField(
        _("last name"), max_length=150, blank=True, help_text=_("First or last name is required.")
    )
    suffix = models.CharField(
        _("suffix"), max_length=30, blank=True, help_text=_("After the name, for example Jr.")
    )
    previous_last_name = models.CharField(_("previous last name"), max_length=150, blank=True)
    date_of_birth = models.DateField(_("date of birth"), null=True, blank=True)
    gender = LookupField(type="GENDER", blank=True, verbose_name=_("gender"))
    marital_status = LookupField(type="MARITAL_STATUS", blank=True, verbose_name=_("marital status"))

    class Meta:
        verbose_name = _("person details")
        verbose_name_plural = _("person details")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(first_name="") | ~models.Q(last_name=""),
                name="parties_person_named",
                violation_error_message=_("Enter at least a first or a last name."),
            )
        ]

    def __str__(self) -> str:
        return str(self.party)

    def clean(self) -> None:
        """Only a person has person details; nobody is born after today."""
        rules.details_fit_kind(self.party, Party.Kind.PERSON)
        rules.born_in_the_past(self.date_of_birth)
