"""The addresses of saved searches, below /searches/."""

from django.urls import path

from core.pages.searches import views

app_name = "searches"
urlpatterns = [
    path("", views.SearchList.as_view(), name="list"),
    path("create/", views.SaveSearch.as_view(), name="create"),
    path("<int:pk>/change/", views.ChangeSearch.as_view(), name="change"),
    path("<int:pk>/delete/", views.DeleteSearch.as_view(), name="delete"),
    path("<int:pk>/begin/", views.BeginWith.as_view(), name="begin"),
]
