"""Production. Refuses to start when something would be unsafe, and says what (trust rule 23).

core.demo_users also looks for demo users, once the database can be asked.
"""

from config.refusals import refuse_unsafe
from config.settings.base import *
from config.settings.base import ALLOWED_HOSTS, DATABASES, SECRET_KEY, env

DEBUG = env.bool("DEBUG", default=False)
REFUSE_DEMO_USERS = True

refuse_unsafe(debug=DEBUG, secret_key=SECRET_KEY, hosts=ALLOWED_HOSTS, database=DATABASES["default"])

SITE_ADDRESS = env("SITE_ADDRESS", default=f"https://{ALLOWED_HOSTS[0]}")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=365 * 24 * 3600)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# Behind a proxy that ends TLS, and only then: it must set this header itself on every request.
if env.int("TRUSTED_PROXIES", default=0) > 0:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
