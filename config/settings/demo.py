"""The demo on one machine: SQLite under var/, plain HTTP on the loopback address, no configuration needed."""

from pathlib import Path

from config.databases import options_for
from config.secret_keys import kept_secret_key
from config.settings.base import *
from config.settings.base import BASE_DIR, env

DEMO = True
WRITE_GUARD = True
DEMO_DIR = Path(env("DEMO_DIR", default=str(BASE_DIR / "var" / "demo"))).absolute()
SECRET_KEY = env("SECRET_KEY", default="") or kept_secret_key(DEMO_DIR / "secret-key")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *env.list("ALLOWED_HOSTS", default=[])]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DEMO_DIR / 'registrar.sqlite3'}")}
DATABASES["default"].update(options_for(DATABASES["default"], lock_timeout=5_000, statement_timeout=30_000))
# Mails become files, to be read there.
vars().update(env.email_url("EMAIL_URL", default=f"filemail:///{DEMO_DIR / 'mail'}"))
SITE_ADDRESS = f"http://127.0.0.1:{env('PORT', default='8000')}"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(DEMO_DIR / "static"))()

FILES_ROOT = env.path("FILES_ROOT", default=str(DEMO_DIR / "files"))()
STORAGES["default"]["OPTIONS"]["location"] = FILES_ROOT
