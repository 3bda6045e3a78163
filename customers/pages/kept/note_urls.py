"""The addresses of notes."""

from customers.pages.kept.notes import patterns

app_name = "notes"
urlpatterns = patterns()
