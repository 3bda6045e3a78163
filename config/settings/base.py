"""Settings that every environment shares. Values that differ between installations come from the environment.

docs/operations.md lists every variable. demo.py, test.py and production.py start from here; nothing else does.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

import environ

from config.databases import options_for
from config.logging import logging_settings
from core.catalogues import compile_stale

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

SECRET_KEY = env("SECRET_KEY", default="")
DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

INSTALLED_APPS = [
    "core",
    "reference",
    "parties",
    "accounts",
    "sites.apps.SitesConfig",
    "profiles",
    "matching",
    "customers",
    "core.setup_site.SetUpConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "axes",
    "crispy_forms",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "django_tasks",
    "django_tasks_db",
    "heroicons",
]

# Order matters. What stands first sees every answer, so ids and headers come before anything that can fail.
MIDDLEWARE = [
    "core.middleware.requests.RequestMiddleware",
    "core.middleware.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.middleware.inputs.CleanInputMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "core.middleware.sessions.SessionLimitsMiddleware",
    "core.middleware.access.SignInRequiredMiddleware",
    "core.middleware.preferences.PreferenceMiddleware",
    "core.middleware.errors.ErrorPagesMiddleware",
    # Must stand last: it turns the answer of a refused sign-in into the lock-out page.
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        # The cached loader is Django's own default here, with DEBUG on or off.
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
    {
        # Mails are plain text, in which nothing is escaped; pages have no such engine.
        "NAME": "text",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates" / "mail"],
        "OPTIONS": {"autoescape": False},
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "registrar"
CRISPY_TEMPLATE_PACK = "registrar"
CRISPY_FAIL_SILENTLY = False
DJANGO_TABLES2_TEMPLATE = "tables/table.html"

# Database. A unit of work opens the only transaction, so requests are not wrapped in one.
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'registrar.sqlite3'}")}
DATABASES["default"].update(
    options_for(
        DATABASES["default"],
        lock_timeout=env.int("DATABASE_LOCK_TIMEOUT_MS", default=5_000),
        statement_timeout=env.int("DATABASE_STATEMENT_TIMEOUT_MS", default=30_000),
    )
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Background work. Without arguments of its own the database engine needs no broker.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
REQUIRE_WORKER = env.bool("REQUIRE_WORKER", default=False)
WORKER_SILENT_AFTER = timedelta(minutes=5)

# Who sees what. core asks this class for the operating units of a user; reference answers.
SCOPE_PROVIDER = "reference.access.AccessListScope"
# What time zone decides "today" for records of no unit (D-17). Same arrangement.
CLOCK_PROVIDER = "reference.options.installation_zone"
# What a user prefers: language, dates, time zone, appearance, notices. Same arrangement.
PREFERENCE_PROVIDER = "reference.options.StoredPreferences"
# The guard that fails on writes to record tables outside the write functions: on in the demo and in tests.
WRITE_GUARD = False
# Whether `manage.py flush` may empty the database, history included: in tests only.
ALLOW_FLUSH = False
# Whether an installation with demo users, whose passwords are public, refuses to start: on in production.
REFUSE_DEMO_USERS = False

# Sign-in, sessions and passwords (trust rule 13).
AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "core.backends.UserBackend",
]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/login/"
# The only URL names that anyone may open without signing in.
PUBLIC_URL_NAMES = ["login", "passwords:forgotten", "passwords:new", "healthz", "readyz"]
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_IDLE = timedelta(minutes=30)
SESSION_ABSOLUTE = timedelta(hours=12)
SESSION_SEEN_REFRESH = timedelta(minutes=5)
SESSION_COOKIE_AGE = int(SESSION_ABSOLUTE.total_seconds())
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_SEEN_COOKIE_NAME = "seen"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "core.pages.signin.csrf_failure"
# What answers a form that was sent after its session had ended.
SESSION_ENDED_VIEW = "core.pages.signin.ask_again"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# How long the link of a forgotten password is good for, in seconds.
PASSWORD_RESET_TIMEOUT = 3600

# Mail (core.mail). Without EMAIL_URL none is sent, and `doctor` says so. Links in mails begin with SITE_ADDRESS.
vars().update(env.email_url("EMAIL_URL", default="dummymail://"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="registrar@localhost")
SITE_ADDRESS = env("SITE_ADDRESS", default="http://localhost:8000")

# Lock-out after failed sign-ins: by name and address together, and never for longer than the cool-off, so that
# a stranger can not keep a user out by failing on purpose from elsewhere.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "core.lockout.client_address"
AXES_USERNAME_CALLABLE = "core.lockout.attempted_name"
AXES_LOCKOUT_CALLABLE = "core.lockout.locked_out"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
# How many proxies of ours stand in front and add to X-Forwarded-For. 0: believe the connection only.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

# Headers. Django's own middleware sends these; core.middleware.headers adds the content security policy.
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 10

# Files that people upload and exports: outside the web root, handed out by the application alone (R-264, trust 20).
FILES_ROOT = env.path("FILES_ROOT", default=str(BASE_DIR / "var" / "files"))()
UPLOAD_MAX_SIZE = env.int("UPLOAD_MAX_MB", default=10) * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "core.uploads.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Lists of up to so many rows are exported at once, longer ones in the background.
EXPORT_AT_ONCE = 10_000

# Static files: hashed names and compressed copies, served by the application itself.
STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))()
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": FILES_ROOT},
    },
    "staticfiles": {"BACKEND": "config.static_files.StaticFiles"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Language and time. Pages show dates and numbers in the reader's language; storage is UTC.
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
FORMAT_MODULE_PATH = ["config.formats"]
# Each in its own words. A language is offered once it has a catalogue (CONTRIBUTING.md, "To add a language").
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [BASE_DIR / "locale"]
# Translations that are newer than what Django reads are compiled now, before anybody reads them.
compile_stale(LOCALE_PATHS[0])
USE_THOUSAND_SEPARATOR = False

LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = logging_settings(level=env("LOG_LEVEL", default="INFO"))
