"""Rules of the house for templates, style sheet and script, asked of the files themselves."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template, render_to_string

TEMPLATES = settings.BASE_DIR / "templates"
FILES = sorted(
    path
    for folder in settings.BASE_DIR.glob("**/templates")
    for path in folder.rglob("*.html")
    if "." not in path.parts[-2] and not {".venv", ".tools", "tests"} & set(path.parts)
)
STYLE = settings.BASE_DIR / "static" / "css" / "registrar.css"
EXTENDS = re.compile(r"{%\s*extends\s+[\"']([^\"']+)")
NEVER = {
    "style attribute": re.compile(r"<[^>]+\sstyle="),
    "style element": re.compile(r"<style"),
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)"),
    "event attribute": re.compile(r"<[^>]+\son[a-z]+="),
    "another host": re.compile(r"(?:src|href|action)=[\"']https?:"),
    "unescaped text": re.compile(r"\|\s*safe\b|autoescape off"),
}


def name_of(path: Path) -> str:
    return str(path.relative_to(TEMPLATES)) if TEMPLATES in path.parents else path.name


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_nothing_inline_nothing_from_elsewhere_nothing_unescaped(path):
    text = path.read_text()

    assert [what for what, pattern in NEVER.items() if pattern.search(text)] == []


@pytest.mark.parametrize("path", sorted((TEMPLATES / "fragments").glob("*.html")), ids=name_of)
def test_a_fragment_stands_alone_and_says_what_it_needs(path):
    text = path.read_text()

    assert text.startswith("{# Context:")
    assert not EXTENDS.search(text)


@pytest.mark.parametrize("path", [path for path in FILES if "admin" not in path.parts], ids=name_of)
def test_templates_are_three_levels_deep_at_most(path):
    levels, text = 1, path.read_text()
    while parent := EXTENDS.search(text):
        levels += 1
        text = get_template(parent.group(1)).template.source

    assert levels <= 3


def test_the_style_sheet_is_small_and_layered():
    text = STYLE.read_text()

    assert len(gzip.compress(text.encode())) < 12_000
    assert text.startswith("@layer reset, tokens, base, layout, components, utilities, print;")
    assert "url(" not in text


@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 429, 500, 503])
def test_error_pages_need_nothing_and_say_what_to_do(status):
    """No database, no request, no user: pytest refuses a query here."""
    page = render_to_string(f"errors/{status}.html", {"status": status, "request_id": "abc123"})

    assert f'<p class="code">{status}</p>' in page
    assert "abc123" in page and "<h1>" in page
    assert page.count("<link") == 2 and "<script" not in page
