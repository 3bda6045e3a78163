"""Countries, currencies and languages."""

from django.contrib import admin

from reference.admin.base import ReferenceAdmin
from reference.models import Country, Currency, Language


@admin.register(Country)
class CountryAdmin(ReferenceAdmin):
    """Countries and how strictly their addresses are checked."""

    list_display = ["code2", "code3", "name", "validation_level"]
    list_display_links = ["code2", "name"]
    list_filter = ["validation_level"]
    search_fields = ["name_key", "code2", "code3"]


@admin.register(Currency)
class CurrencyAdmin(ReferenceAdmin):
    """Currencies."""

    list_display = ["code", "name", "decimals"]
    list_filter = ["decimals"]


@admin.register(Language)
class LanguageAdmin(ReferenceAdmin):
    """Languages."""

    list_display = ["code", "name"]
