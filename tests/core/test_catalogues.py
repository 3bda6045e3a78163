"""The catalogues of the languages: up to date with the sources, sound, compiled, and the only home of texts."""

import os
import re
import shutil
from io import StringIO
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Message
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import translation
from django.utils.translation import trans_real

from core import catalogues

FOLDER = settings.LOCALE_PATHS[0]
TEXTS = catalogues.text_files(FOLDER)
# Languages that are still being translated. Take one off the list when it is done: then every text must be there.
UNFINISHED: set[str] = set()
PLACEHOLDER = re.compile(r"%\(\w+\)[#0\- +]*[\d.]*[a-z]|%[a-z%]|\{\w*\}|<[^>]+>")


def other_placeholders(message):
    """Translations of a text that have placeholders of their own, or not its own; a plural has two to choose from."""
    originals = [sorted(PLACEHOLDER.findall(text)) for text in forms(message.id)]
    translated = filter(None, forms(message.string))
    return [text for text in translated if sorted(PLACEHOLDER.findall(text)) not in originals]


@pytest.fixture(scope="module")
def extracted():
    return catalogues.extract(settings.BASE_DIR)


def messages(language):
    """The texts of a catalogue, without its head."""
    return [message for message in catalogues.read(TEXTS[language]) if message.id]


def forms(text):
    return list(text) if isinstance(text, tuple | list) else [text]


def test_every_language_but_english_has_a_catalogue():
    assert set(TEXTS) | {"en"} == {code for code, _name in settings.LANGUAGES}


def test_languages_are_named_in_their_own_words():
    assert dict(settings.LANGUAGES) == {
        code: Locale.parse(code).get_display_name(code) for code, _name in settings.LANGUAGES
    }


@pytest.mark.parametrize("language", TEXTS)
def test_a_catalogue_has_the_texts_of_the_sources_and_no_others(language, extracted):
    """If this fails: manage.py messages."""
    ours = {(message.context, message.id) for message in messages(language)}
    theirs = {(message.context, message.id) for message in extracted if message.id}
    assert (sorted(map(str, theirs - ours)), sorted(map(str, ours - theirs))) == ([], [])


@pytest.mark.parametrize("language", TEXTS)
def test_translations_have_the_placeholders_of_their_texts(language):
    assert [wrong for message in messages(language) for wrong in other_placeholders(message)] == []


@pytest.mark.parametrize(
    "text, translated, wrong",
    [
        ("%(n)d rows", "%(n)d Zeilen", []),
        ("%(n)d rows", "%(m)d Zeilen", ["%(m)d Zeilen"]),
        (("One row", "%(n)d rows"), ("Eine Zeile", "Zeilen"), []),
        ("{name} <b>here</b>", "{name} hier", ["{name} hier"]),
    ],
)
def test_a_wrong_placeholder_is_found(text, translated, wrong):
    """Negative control."""
    assert other_placeholders(Message(text, translated)) == wrong


@pytest.mark.parametrize("language", TEXTS)
def test_plural_forms_are_complete(language):
    wanted = catalogues.read(TEXTS[language]).num_plurals
    plurals = [message for message in messages(language) if message.pluralizable]
    assert plurals
    assert [one.id for one in plurals if any(forms(one.string)) and not all(forms(one.string))] == []
    assert [one.id for one in plurals if len(forms(one.string)) != wanted] == []


@pytest.mark.parametrize("language", TEXTS)
def test_a_finished_language_has_every_text(language):
    open_texts = [one.id for one in messages(language) if one.fuzzy or not all(forms(one.string))]
    if language in UNFINISHED:
        assert open_texts, f"{language} is finished: take it off the list"
    else:
        assert open_texts == []


# Quotation marks of other languages; what closes a quotation in German opens it in English.
FOREIGN_QUOTES = {"de": re.compile('["”«»‘]|(^|“)[^„]*“')}
# A word or two may be the same in both languages; a sentence is not.
SENTENCE = re.compile(r"\S+(\s+\S+){2,}")


def careless(language, message):
    """Translations with other space at the ends or quotation marks of another language, or left as they were."""
    originals = forms(message.id)
    wrong = FOREIGN_QUOTES.get(language, re.compile("(?!)"))
    return [
        text
        for text, original in zip(forms(message.string), originals, strict=True)
        if text and (edges(text) != edges(original) or wrong.search(text) or left(text, original))
    ]


def edges(text):
    """The space before and behind a text."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def left(text, original):
    """Whether a sentence was left as it was."""
    return text == original and bool(SENTENCE.search(PLACEHOLDER.sub("", text)))


@pytest.mark.parametrize("language", TEXTS)
def test_translations_are_made_with_care(language):
    assert [text for message in messages(language) for text in careless(language, message)] == []


@pytest.mark.parametrize(
    "text, translated, wrong",
    [
        ("Press “Save”.", "Drücken Sie „Speichern“.", []),
        ("Press “Save”.", "Drücken Sie “Speichern”.", ["Drücken Sie “Speichern”."]),
        ("is used by: ", "wird verwendet von:", ["wird verwendet von:"]),
        ("Nothing was saved.", "Nothing was saved.", ["Nothing was saved."]),
        ("%(program)s #%(number)d", "%(program)s #%(number)d", []),
    ],
)
def test_a_careless_translation_is_found(text, translated, wrong):
    """Negative control."""
    assert careless("de", Message(text, translated)) == wrong


def test_extraction_sees_every_way_of_marking_a_text(tmp_path):
    (tmp_path / "core").mkdir()
    (tmp_path / "core/a.py").write_text(
        "_('One' ' text')\ngettext_lazy('Lazy')\nngettext('%(n)d row', '%(n)d rows', n)\n"
        "pgettext('fruit', 'Date')\n_(name)\nnot_marked('x')\n"
    )
    (tmp_path / "core/migrations").mkdir()
    (tmp_path / "core/migrations/b.py").write_text("_('Never')")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/a.html").write_text(
        "  {% translate 'Word' %}\n{% blocktranslate with a=b %}Hello {{ a }}, 5%{% endblocktranslate %}\n"
        "    {% blocktranslate count counter=n %}{{ counter }} of us{% plural %}{{ counter }} of all"
        "{% endblocktranslate %}{{ _('Filtered')|default:_('Default') }}<p>Not marked</p>"
    )
    assert {(message.context, message.id) for message in catalogues.extract(tmp_path) if message.id} == {
        (None, "One text"),
        (None, "Lazy"),
        (None, ("%(n)d row", "%(n)d rows")),
        ("fruit", "Date"),
        (None, "Word"),
        (None, "Hello %(a)s, 5%%"),
        (None, ("%(counter)s of us", "%(counter)s of all")),
        (None, "Filtered"),
        (None, "Default"),
    }


@pytest.fixture
def locale(tmp_path, settings):
    """A folder of its own with one catalogue, which translates one text."""
    text = tmp_path / "locale/de/LC_MESSAGES/django.po"
    text.parent.mkdir(parents=True)
    shutil.copy(TEXTS["de"], text)
    content = text.read_text().replace(
        'msgid "Account Number"\nmsgstr ""', 'msgid "Account Number"\nmsgstr "Kto."'
    )
    text.write_text(re.sub(r'(msgid "Account Number"\nmsgstr) ".*"', r'\1 "Kto."', content))
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    return text


def test_what_is_older_is_compiled_and_django_reads_it(locale):
    folder = locale.parent.parent.parent
    catalogues.compile_stale(folder)
    twin = catalogues.compiled(locale)
    first = twin.stat().st_mtime_ns
    catalogues.compile_stale(folder)
    assert (catalogues.stale(folder), twin.stat().st_mtime_ns) == ([], first)
    assert trans_real.DjangoTranslation("de", localedirs=[str(folder)]).gettext("Account Number") == "Kto."
    os.utime(twin, (1, 1))
    assert catalogues.stale(folder) == [locale]


def test_a_folder_that_cannot_be_written_is_no_reason_to_fail(locale, monkeypatch):
    def refuse(*_given):
        raise PermissionError

    monkeypatch.setattr(catalogues, "_replace", refuse)
    catalogues.compile_stale(locale.parent.parent.parent)
    assert not catalogues.compiled(locale).exists()


def test_the_command_keeps_translations_adds_what_is_new_and_drops_what_is_gone(locale):
    text = locale.read_text()
    entry = re.search(r'(?m)(^#.*\n)+msgid "Account Number"\n.*\n\n', text).group(0)
    other = entry.replace("Account Number", "Was never in the sources")
    missing = re.search(r'(?m)(^#.*\n)+msgid "Sign in"\n.*\n\n', text).group(0)
    locale.write_text(text.replace(missing, "").replace(entry, entry + other))
    with pytest.raises(CommandError, match="is not up to date"):
        call_command("messages", "--check", stdout=StringIO())
    out = StringIO()
    call_command("messages", stdout=out)
    now = {message.id: message.string for message in catalogues.read(locale) if message.id}
    assert (now["Account Number"], "Sign in" in now, "Was never in the sources" in now) == (
        "Kto.",
        True,
        False,
    )
    assert re.fullmatch(r"de: updated, \d+ of \d+ texts translated.\n", out.getvalue())
    again = StringIO()
    call_command("messages", "--check", stdout=again)
    assert "is up to date" in again.getvalue()


def test_the_command_begins_a_language(locale):
    call_command("messages", "fr", stdout=StringIO())
    begun = locale.parent.parent.parent / "fr/LC_MESSAGES/django.po"
    assert begun.read_text().startswith("# The texts of Registrar in French.")
    assert catalogues.read(begun).num_plurals == 2


def test_scripts_hold_no_texts_of_their_own():
    """What a script says comes from data attributes or a JSON catalogue, which templates fill in."""
    sentence = re.compile(r"""["'`]([A-Z][a-z]+(?: [A-Za-z]+)*[.?!…]?)["'`]""")
    # Names of keys, events and elements of the browser.
    not_shown = re.compile(
        r"Arrow(?:Up|Down|Left|Right)|Enter|Escape|Tab|Home|End|Space|Backspace|Delete|Control|Shift|Alt|Meta|Page(?:Up|Down)"
    )
    found = [
        (path.name, text)
        for path in sorted(Path(settings.BASE_DIR, "static/js").rglob("*.js"))
        for text in sentence.findall(re.sub(r"/\*.*?\*/|//.*", "", path.read_text(), flags=re.DOTALL))
        if not not_shown.fullmatch(text)
    ]
    assert found == []


@pytest.mark.parametrize("language, day", [("en", "Tuesday"), ("de", "Dienstag")])
def test_what_django_itself_says_is_in_the_language(language, day):
    with translation.override(language):
        assert translation.gettext("Tuesday") == day
