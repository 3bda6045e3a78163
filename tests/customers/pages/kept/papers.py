"""What the tests of documents share."""

import datetime

from reference.models import DocumentType
from sites.models import AccountSite
from tests.core.pages.markup import rows, values

DAY = datetime.timedelta(days=1)


def site_of(account, unit):
    return AccountSite.objects.get(account=account, unit=unit)


def kind_of(code):
    return DocumentType.objects.get(code=code)


def sent(client, address, follow=True, **typed):
    """A form as a browser sends it, with what was typed, and the page that follows."""
    return client.post(address, values(client.get(address)) | typed, follow=follow)


def titles(response):
    return [row[0][1] for row in rows(response) if len(row) > 5]


def listed(client, query):
    return sorted(title.split(" agreed.txt")[0] for title in titles(client.get(f"/documents/?{query}")))
