"""The addresses of customers."""

from django.urls import path

from core.pages.compare import ComparePage
from customers.pages.actions import RemoveCustomer, RestoreCustomer
from customers.pages.bulk import ChangeCustomers
from customers.pages.create import CreateOrganization, CreatePerson
from customers.pages.create_account import CreateAccount
from customers.pages.edit import EditCustomer
from customers.pages.overview import CUSTOMER
from customers.pages.search import CustomerSearch

app_name = "customers"
urlpatterns = [
    path("bulk/", ChangeCustomers.as_view(), name="bulk"),
    path("", CustomerSearch.as_view(), name="search"),
    path("create/organization/", CreateOrganization.as_view(), name="create-organization"),
    path("create/person/", CreatePerson.as_view(), name="create-person"),
    path("<int:pk>/accounts/create/", CreateAccount.as_view(), name="create-account"),
    path("<int:pk>/edit/", EditCustomer.as_view(), name="edit"),
    path("<int:pk>/remove/", RemoveCustomer.as_view(), name="remove"),
    path("<int:pk>/restore/", RestoreCustomer.as_view(), name="restore"),
    path("<int:pk>/compare/", ComparePage.as_view(overview=CUSTOMER, arm="root"), name="compare"),
    *CUSTOMER.urls(),
]
