"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application
from django.db import connections

from core.demo_users import refuse_demo_users

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
application = get_wsgi_application()
refuse_demo_users()
# The thread that imports this module serves no requests, so its connection would only stay open.
connections.close_all()
