"""Static files as production stores them: hashed names, also inside our JavaScript modules."""

import json
import re

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from config.settings import base

MODULES = sorted(path.name for path in (settings.BASE_DIR / "static/js").glob("*.js"))
IMPORT = re.compile(r"""^import\s[^;]*?["']\./([^"']+)["']""", re.MULTILINE)


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """The hashed name and the text of each of our modules, as collectstatic leaves them."""
    folder = tmp_path_factory.mktemp("static")
    with override_settings(STATIC_ROOT=str(folder), STORAGES=base.STORAGES):
        call_command("collectstatic", interactive=False, verbosity=0)
    names = json.loads((folder / "staticfiles.json").read_text())["paths"]
    found = {name.removeprefix("js/"): hashed for name, hashed in names.items() if name.startswith("js/")}
    return {
        name: (hashed.removeprefix("js/"), (folder / hashed).read_text()) for name, hashed in found.items()
    }


def test_every_module_has_a_name_with_a_hash(collected):
    assert sorted(collected) == MODULES
    assert [name for name, (hashed, _text) in collected.items() if hashed == name] == []


def test_modules_import_each_other_by_the_hashed_names(collected):
    sources = {name: (settings.BASE_DIR / "static/js" / name).read_text() for name in MODULES}
    wanted = {name: [collected[one][0] for one in IMPORT.findall(text)] for name, text in sources.items()}

    assert {name: IMPORT.findall(text) for name, (_hashed, text) in collected.items()} == wanted
    assert len(wanted["registrar.js"]) >= 6


def test_every_module_is_reached_from_a_page():
    pages = "".join(path.read_text() for path in (settings.BASE_DIR / "templates").rglob("*.html"))
    reached, waiting = set(), re.findall(r"""["']js/([^"']+)["']""", pages)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += IMPORT.findall((settings.BASE_DIR / "static/js" / name).read_text())
    assert sorted(reached) == MODULES
