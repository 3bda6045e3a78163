"""The addresses of the product, and the one that pages are compared with."""

from django.urls import path

from bench.views import SessionAndUser
from config import urls
from config.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [path("bench/session/", SessionAndUser.as_view(), name="bench-session"), *urls.urlpatterns]
