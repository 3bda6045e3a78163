"""The ASGI application, for a server that speaks it. Nothing of ours needs it."""

import os
from concurrent.futures import ThreadPoolExecutor

from django.core.asgi import get_asgi_application

from core.demo_users import refuse_demo_users

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
application = get_asgi_application()
# Servers import this inside their event loop, where the database may not be asked: a thread asks instead.
with ThreadPoolExecutor(max_workers=1) as pool:
    pool.submit(refuse_demo_users).result()
