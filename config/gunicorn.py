"""How gunicorn serves Registrar. The address and the number of processes come from the environment."""

import os

port = os.environ.get("PORT", "8000")
bind = os.environ.get("BIND", f"127.0.0.1:{port}")
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60
graceful_timeout = 20
max_requests = 5_000
max_requests_jitter = 500
# Our own middleware writes one line per request, without query strings.
accesslog = None
# Requests that are too large are refused before the application sees them.
limit_request_line = 8_190
limit_request_fields = 100
