"""The addresses of drafts, below /drafts/."""

from django.urls import path

from core.pages.drafts import DiscardDraft, KeepDraft

app_name = "drafts"
urlpatterns = [
    path("", KeepDraft.as_view(), name="keep"),
    path("discard/", DiscardDraft.as_view(), name="discard"),
]
