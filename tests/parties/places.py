"""Some places of the United States, for tests of addresses there."""

from pathlib import Path

from django.core.management import call_command

from core import writes
from core.work import work
from tests.factories import country

COLUMNS = "country,area_code,area,city,postal_code"
PLACES = [
    "US,CA,California,Beverly Hills,90210",
    "US,CA,California,Beverly Hills,90211",
    "US,CA,California,San Francisco,94105",
    "US,NY,New York,New York,10001",
]
# A country of which only a few postal codes are known is not checked against them.
FURTHER = [f"US,TX,Texas,Houston,{code}" for code in range(77001, 77121)]


def load_america(folder: Path, level: str = "ERROR") -> None:
    """Load them, and let addresses of the United States be checked at this level."""
    file = folder / "places.csv"
    file.write_text("\n".join([COLUMNS, *PLACES, *FURTHER]))
    call_command("load_geography", str(file))
    check_america(level)


def check_america(level: str) -> None:
    """Let addresses of the United States be checked at this level."""
    usa = country("US")
    usa.validation_level = level
    with work(actor=None, channel="system"):
        writes.save(usa, version=usa.version)
