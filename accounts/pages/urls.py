"""The addresses of accounts."""

from django.urls import path

from accounts.pages.actions import RemoveAccount, RestoreAccount
from accounts.pages.bulk import ChangeAccounts
from accounts.pages.edit import EditAccount
from accounts.pages.overview import ACCOUNT
from core.pages.compare import ComparePage

app_name = "accounts"
urlpatterns = [
    path("bulk/", ChangeAccounts.as_view(), name="bulk"),
    path("<int:pk>/edit/", EditAccount.as_view(), name="edit"),
    path("<int:pk>/remove/", RemoveAccount.as_view(), name="remove"),
    path("<int:pk>/restore/", RestoreAccount.as_view(), name="restore"),
    path("<int:pk>/compare/", ComparePage.as_view(overview=ACCOUNT, arm="branch"), name="compare"),
    *ACCOUNT.urls(),
]
