"""Tests: fast password hashes, plain static files, no log noise, and the write guard on."""

from django.core.management.utils import get_random_secret_key

from config.logging import logging_settings
from config.settings.base import *

SECRET_KEY = get_random_secret_key()
WRITE_GUARD = True
ALLOW_FLUSH = True
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
LOGGING = logging_settings(level="ERROR")
# Static files come straight from their folders: nothing is collected for tests.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
