"""Reading answers as a person would: rows, cells, fields."""

import re
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
