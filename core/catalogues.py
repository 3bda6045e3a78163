"""The catalogues of the languages: texts found in the sources, kept in locale/<language>/, compiled when needed.

All of it happens in Python, by Babel: no installation needs the gettext programs. `manage.py messages` brings the text
files (.po, committed) up to date with the sources. What Django reads (.mo, not committed) is made from them as soon
as a process of ours starts and finds them missing or older; the settings see to that.
"""

import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

DOMAIN = "django"
PACKAGES = (
    "core",
    "reference",
    "parties",
    "accounts",
    "sites",
    "profiles",
    "matching",
    "customers",
    "config",
)
# Functions that mark a text, with the places of its arguments; `_now` is `gettext` beside a lazy `_`.
KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(["_", "_now", "gettext", "gettext_lazy", "gettext_noop"]),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], (1, 2)),
    **dict.fromkeys(["pgettext", "pgettext_lazy"], ((1, "c"), 2)),
    **dict.fromkeys(["npgettext", "npgettext_lazy"], ((1, "c"), 2, 3)),
}
COMMENT_TAGS = ("Translators:",)
NO_SOURCES = {"migrations", "tests", "__pycache__"}


def text_files(folder: Path) -> dict[str, Path]:
    """The text file of each language below `folder`."""
    found = sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))
    return {path.parent.parent.name: path for path in found}


def compiled(text: Path) -> Path:
    """Where the compiled twin of a text file belongs."""
    return text.with_suffix(".mo")


def stale(folder: Path) -> list[Path]:
    """Text files below `folder` whose compiled twin is missing or older."""

    def old(text: Path) -> bool:
        twin = compiled(text)
        return not twin.exists() or twin.stat().st_mtime < text.stat().st_mtime

    return [text for text in text_files(folder).values() if old(text)]


def compile_stale(folder: Path) -> None:
    """Compile what is stale. Where the folder can not be written, pages are in English and `doctor` says why."""
    for text in stale(folder):
        try:
            _replace(compiled(text), compile_text(text))
        except OSError:
            return


def compile_text(text: Path) -> bytes:
    """The compiled form of a text file; what is marked as uncertain (fuzzy) stays out."""
    from babel.messages.mofile import write_mo

    content = BytesIO()
    write_mo(content, read(text))
    return content.getvalue()


def read(text: Path) -> Any:
    """The catalogue of a text file."""
    from babel.messages.pofile import read_po

    with text.open("rb") as file:
        return read_po(file, locale=text.parent.parent.name, domain=DOMAIN)


def extract(base: Path) -> Any:
    """A catalogue of every text that the sources below `base` mark."""
    from babel.messages.catalog import Catalog

    catalogue = Catalog(domain=DOMAIN, project="Registrar", fuzzy=False)
    for path in [*_python_sources(base), *_templates(base)]:
        for _line, message, comments, context in _messages_of(path):
            where = [(path.relative_to(base).as_posix(), 0)]
            catalogue.add(message, locations=where, auto_comments=comments, context=context)
    return catalogue


def _python_sources(base: Path) -> Iterator[Path]:
    for package in PACKAGES:
        for path in sorted((base / package).rglob("*.py")):
            if not NO_SOURCES & set(path.parts):
                yield path


def _templates(base: Path) -> Iterator[Path]:
    for kind in ("html", "txt"):
        yield from sorted((base / "templates").rglob(f"*.{kind}"))


def _messages_of(path: Path) -> Iterator[tuple[int, Any, list[str], str | None]]:
    from babel.messages.extract import extract as extract_from
    from django.utils.translation.template import templatize

    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What Django makes of a template for extraction is Python, but for the indentation.
        source = "\n".join(line.lstrip() for line in templatize(source, origin=str(path)).splitlines())
    file = BytesIO(source.encode())
    yield from extract_from(
        "python", file, KEYWORDS, COMMENT_TAGS, {"encoding": "utf-8"}, strip_comment_tags=True
    )


def update(text: Path, extracted: Any) -> bool:
    """Bring a text file up to date with what was extracted; True when that changed it.

    Translations stay; one whose text was changed a little stays marked as uncertain; one whose text is gone goes.
    """
    before = text.read_bytes() if text.exists() else b""
    after = updated(text, extracted)
    if after == before:
        return False
    text.parent.mkdir(parents=True, exist_ok=True)
    _replace(text, after)
    return True


def updated(text: Path, extracted: Any) -> bytes:
    """The content that a text file should have."""
    from babel.messages.pofile import write_po

    catalogue = read(text) if text.exists() else _begun(text.parent.parent.name)
    extracted.creation_date = catalogue.creation_date
    catalogue.update(extracted, update_creation_date=False)
    content = BytesIO()
    write_po(content, catalogue, width=110, sort_output=True, ignore_obsolete=True, include_lineno=False)
    return content.getvalue()


def _begun(language: str) -> Any:
    from babel import Locale
    from babel.messages.catalog import Catalog

    name = Locale.parse(language).english_name
    return Catalog(
        locale=language,
        domain=DOMAIN,
        project="Registrar",
        version="1",
        header_comment=f"# The texts of Registrar in {name}. manage.py messages keeps them up to date.",
        msgid_bugs_address="none",
        last_translator="Registrar",
        language_team=name,
        revision_date=datetime.now(UTC),
        fuzzy=False,
    )


def _replace(path: Path, content: bytes) -> None:
    """Write a file in one step: two processes that start together both leave a whole one."""
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
    Path(file.name).chmod(0o644)
    os.replace(file.name, path)
