"""Settings of the benches: those of production, without TLS, with a page to compare with and a count of queries."""

from config.logging import logging_settings
from config.settings.base import *
from config.settings.base import BASE_DIR, MIDDLEWARE, env

SECRET_KEY = env("SECRET_KEY", default="of the benches, whose data are made up and thrown away")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
ROOT_URLCONF = "bench.urls"
MIDDLEWARE = ["bench.views.QueryCountMiddleware", *MIDDLEWARE]
STATIC_ROOT = env.path("STATIC_ROOT", default=str(BASE_DIR / "var" / "bench" / "static"))()
LOGGING = logging_settings(level="ERROR")
