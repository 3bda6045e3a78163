"""The addresses of documents."""

from customers.pages.kept.documents import patterns

app_name = "documents"
urlpatterns = patterns()
