"""Reading answers as a person would: rows, cells, fields."""

import re
from html import unescape
from html.parser import HTMLParser


class _Cells(HTMLParser):
    """Collects the body rows of every table as lists of (class, text)."""

    def __init__(self):
        super().__init__()
        self.rows, self.body, self.cell = [], False, None

    def handle_starttag(self, tag, attrs):
        if tag == "tbody":
            self.body = True
        elif tag == "tr" and self.body:
            self.rows.append([])
        elif tag in ("td", "th") and self.body:
            self.cell = [dict(attrs).get("class") or "", ""]
            self.rows[-1].append(self.cell)

    def handle_endtag(self, tag):
        if tag == "tbody":
            self.body = False
        elif tag in ("td", "th"):
            self.cell = None

    def handle_data(self, data):
        if self.cell is not None:
            self.cell[1] += data


def rows(response):
    """The rows of the tables of a page, each a list of (class, text)."""
    parser = _Cells()
    parser.feed(response.text)
    return [[(name, " ".join(text.split())) for name, text in row] for row in parser.rows]


def columns(response, name):
    """The texts of the cells with this class."""
    return [text for row in rows(response) for kind, text in row if kind == name]


def hidden(response, name):
    """The value of a hidden input."""
    found = re.search(rf'<input type="hidden" name="{re.escape(name)}" value="([^"]*)"', response.text)
    return found.group(1) if found else None


def values(response):
    """Every input of the page's forms that a browser would send, by name, radio buttons as chosen."""
    sent = {}
    for tag in re.findall(r"<input [^>]*>", response.text):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        picked = attributes.get("type") not in ("radio", "checkbox") or " checked" in tag
        if "name" in attributes and picked:
            sent[attributes["name"]] = attributes.get("value", "")
    return sent


def filled(response):
    """Every field of the page's forms as a browser would send it, the chosen options of lists included."""
    sent = values(response)
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', response.text, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        sent[name] = chosen.group(1) if chosen else ""
    return sent


def choices(response, name):
    """The labels of a list of choices."""
    found = re.search(rf'<select name="{re.escape(name)}"[^>]*>(.*?)</select>', response.text, re.DOTALL)
    return [_text(label) for label in re.findall(r"<option[^>]*>(.*?)</option>", found.group(1), re.DOTALL)]


def facts(response):
    """The facts in the head of a record, label by label."""
    pairs = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", response.text, re.DOTALL)
    return {_text(label): _text(value) for label, value in pairs}


def consequences(response):
    """What a confirmation says will happen."""
    return _items(r'What will happen</h2>\s*<ul class="consequences">(.*?)</ul>', response)


def problems(response):
    """What the error summary says."""
    return _items(r'<div class="problems".*?<ul>(.*?)</ul>', response)


def told(response):
    """The messages of a page."""
    return [_text(line) for line in re.findall(r'<p class="message \w+">(.*?)</p>', response.text)]


def actions(response):
    """The buttons in the head of a page."""
    found = re.search(r'<div class="actions">(.*?)</div>', response.text, re.DOTALL)
    return (
        [_text(link) for link in re.findall(r"<a [^>]*>(.*?)</a>", found.group(1), re.DOTALL)]
        if found
        else []
    )


def _items(pattern, response):
    found = re.search(pattern, response.text, re.DOTALL)
    return [_text(line) for line in re.findall(r"<li>(.*?)</li>", found.group(1), re.DOTALL)] if found else []


def _text(markup):
    return " ".join(unescape(re.sub(r"<[^>]+>", "", markup)).split())
