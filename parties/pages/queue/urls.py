"""The addresses of the steward's queue."""

from django.urls import path

from parties.pages.queue.views import AssignItem, DismissItem, Queue, ReopenItem

app_name = "queue"
urlpatterns = [
    path("", Queue.as_view(), name="list"),
    path("<int:pk>/assign/", AssignItem.as_view(), name="assign"),
    path("<int:pk>/dismiss/", DismissItem.as_view(), name="dismiss"),
    path("<int:pk>/take-back/", ReopenItem.as_view(), name="reopen"),
]
