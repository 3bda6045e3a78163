"""Reading pages as a browser does: the forms that it would send, and what would run inside the page."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    """A form of a page: where it goes, and what it sends as it stands."""

    method: str
    action: str
    data: dict[str, list[str]] = field(default_factory=dict)

    def put(self, name: str, value: str) -> None:
        self.data.setdefault(name, []).append(value)


class PageReader(HTMLParser):
    """Collects the forms of a page and everything inline that could carry style or script."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.by_id: dict[str, Form] = {}
        self.open: Form | None = None
        self.select: tuple[Form, str, bool] | None = None
        self.options: list[tuple[str, bool]] = []
        self.area: tuple[Form, str] | None = None
        self.text = ""
        self.in_script = False
        self.inline: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = {name: value or "" for name, value in attributes}
        self._look_for_inline(tag, given)
        if tag == "form":
            self.open = Form(given.get("method", "get").lower(), given.get("action", ""))
            self.forms.append(self.open)
            self.by_id[given.get("id", "")] = self.open
        owner = self.by_id.get(given["form"]) if "form" in given else self.open
        if owner is None or not given.get("name") or "disabled" in given:
            return
        if tag == "input":
            self._input(owner, given)
        elif tag == "select":
            self.select, self.options = (owner, given["name"], "multiple" in given), []
        elif tag == "textarea":
            self.area, self.text = (owner, given["name"]), ""

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)

    def _input(self, owner, given):
        kind = given.get("type", "text")
        if kind in ("submit", "button", "image", "reset", "file"):
            return
        if kind in ("checkbox", "radio"):
            if "checked" in given:
                owner.put(given["name"], given.get("value", "on"))
            return
        owner.put(given["name"], given.get("value", ""))

    def handle_endtag(self, tag):
        if tag == "form":
            self.open = None
        elif tag == "select" and self.select:
            owner, name, multiple = self.select
            chosen = [value for value, selected in self.options if selected]
            if not multiple and not chosen and self.options:
                chosen = [self.options[0][0]]
            for value in chosen if multiple else chosen[-1:]:
                owner.put(name, value)
            self.select = None
        elif tag == "textarea" and self.area:
            self.area[0].put(self.area[1], self.text.removeprefix("\n"))
            self.area = None
        elif tag == "script":
            self.in_script = False

    def handle_data(self, data):
        if self.area:
            self.text += data
        if self.in_script and data.strip():
            self.inline.append(f"<script>{data.strip()[:60]}")

    def _look_for_inline(self, tag, given):
        if tag == "option" and self.select:
            self.options.append((given.get("value", ""), "selected" in given))
        if tag == "style":
            self.inline.append("<style>")
        if tag == "script":
            # Data for a script of ours (type="application/json") does not run.
            self.in_script = "src" not in given and given.get("type", "") != "application/json"
        for name, value in given.items():
            if name == "style" or name.startswith(("on", "hx-on")):
                self.inline.append(f"<{tag} {name}={value[:60]}>")
            if "".join(value.split()).lower().startswith(("javascript:", "vbscript:", "data:text/html")):
                self.inline.append(f"<{tag} {name}={value[:60]}>")


def main_form(text: str, path: str = "") -> dict[str, list[str]]:
    """What the form of the page itself (not signing out) would send, without its CSRF token; {} where it has none."""
    found = [
        form
        for form in PageReader(text).forms
        if form.method == "post" and form.action.partition("?")[0] in ("", path)
    ]
    data = dict(found[-1].data) if found else {}
    data.pop("csrfmiddlewaretoken", None)
    return data
