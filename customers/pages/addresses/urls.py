"""The addresses of pages about customers' addresses."""

from django.urls import path

from customers.pages.addresses.actions import MarkIdentifying, RemoveAddress, RestoreAddress
from customers.pages.addresses.change import ChangeAddress
from customers.pages.addresses.edit import AddAddress, EditDetails
from customers.pages.addresses.moves import CancelMove, ChangeMove

app_name = "addresses"
urlpatterns = [
    # Of a customer.
    path("add/<int:pk>/", AddAddress.as_view(), name="add"),
    # Of an address.
    path("<int:pk>/change/", ChangeAddress.as_view(), name="change"),
    path("<int:pk>/edit/", EditDetails.as_view(), name="edit"),
    path("<int:pk>/identifying/", MarkIdentifying.as_view(), name="identifying"),
    path("<int:pk>/remove/", RemoveAddress.as_view(), name="remove"),
    path("<int:pk>/restore/", RestoreAddress.as_view(), name="restore"),
    # Of a move.
    path("moves/<int:pk>/", ChangeMove.as_view(), name="change-move"),
    path("moves/<int:pk>/cancel/", CancelMove.as_view(), name="cancel-move"),
]
