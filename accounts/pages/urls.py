"""The addresses of accounts."""

from django.urls import path

from accounts.pages.actions import RemoveAccount, RestoreAccount
from accounts.pages.bulk import ChangeAccounts
from accounts.pages.edit import EditAccount
from accounts.pages.overview import ACCOUNT
from core.pages.compare import ComparePage
from sites.pages.create import CreateSite

app_name = "accounts"
urlpatterns = [
    path("bulk/", ChangeAccounts.as_view(), name="bulk"),
    path("<int:pk>/sites/create/", CreateSite.as_view(), name="create-site"),
    path("<int:pk>/edit/", EditAccount.as_view(), name="edit"),
    path("<int:pk>/remove/", RemoveAccount.as_view(), name="remove"),
    path("<int:pk>/restore/", RestoreAccount.as_view(), name="restore"),
    path("<int:pk>/compare/", ComparePage.as_view(overview=ACCOUNT, arm="branch"), name="compare"),
    *ACCOUNT.urls(),
]
