"""The clock: it can be set back in the demo, and nowhere else."""

import datetime
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from core import clock
from core.models import ChangeRecord
from core.work import work
from core.writes import save
from parties.models import Party

THEN = datetime.datetime(2020, 2, 29, 9, 30, tzinfo=datetime.UTC)
ROOT = Path(settings.BASE_DIR)


@pytest.fixture
def demo(settings):
    """The demo's leave to set the clock."""
    settings.DEMO = True


def test_outside_of_the_demo_it_cannot_be_set():
    with pytest.raises(RuntimeError, match="demo only"), clock.standing_at(THEN):
        pass
    assert timezone.now() - clock.now() < datetime.timedelta(minutes=1)


def test_it_is_set_back_only(demo):
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    with pytest.raises(ValueError, match="back only"), clock.standing_at(tomorrow):
        pass


@pytest.mark.django_db
def test_it_stands_until_the_end_also_of_what_fails(demo):
    with clock.standing_at(THEN):
        assert clock.now() == THEN and clock.today() == THEN.date()
        with clock.standing_at(THEN + datetime.timedelta(days=1)):
            assert clock.today() == datetime.date(2020, 3, 1)
        assert clock.now() == THEN
    with pytest.raises(KeyError), clock.standing_at(THEN):
        raise KeyError
    assert clock.now().year > 2020


@pytest.mark.django_db
def test_records_and_history_take_their_time_from_it(demo):
    with clock.standing_at(THEN), work(actor=None, channel="command"):
        party = save(Party(kind=Party.Kind.ORGANIZATION, name="Once", registry_id="1"))
    assert (party.created_at, party.updated_at) == (THEN, THEN)
    [change] = ChangeRecord.objects.filter(model="parties.party", object_id=party.pk)
    assert change.at == THEN


def test_only_the_demo_sets_it():
    files = {path for app in ROOT.iterdir() if (app / "apps.py").exists() for path in app.rglob("*.py")}
    files |= set((ROOT / "config").rglob("*.py")) | set((ROOT / "bench").rglob("*.py"))
    users = {
        path.relative_to(ROOT).as_posix() for path in files if re.search(r"\bstanding_at\b", path.read_text())
    }
    assert users == {"core/clock.py", "customers/demo/loading.py", "customers/demo/papers.py"}
