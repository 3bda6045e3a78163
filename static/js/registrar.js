/* What pages do beyond HTML. Nothing here is needed to sign in, search, create, edit or save. */
"use strict";

const root = document.documentElement;
root.dataset.js = "";

const announce = (text) => {
  const announcer = document.getElementById("announcer");
  if (announcer) announcer.textContent = text;
};

/* Forms that were changed ask before they are left. */
const stateOf = (form) => JSON.stringify([...new FormData(form)].filter(([, value]) => typeof value === "string"));
const opened = new WeakMap();
let leaving = false;

const changed = (form) => form.isConnected && ("changed" in form.dataset || opened.get(form) !== stateOf(form));

const guard = (scope) => {
  for (const form of scope.querySelectorAll("form[data-guard]")) {
    if (!opened.has(form)) opened.set(form, stateOf(form));
  }
};

window.addEventListener("beforeunload", (event) => {
  if (!leaving && [...document.querySelectorAll("form[data-guard]")].some(changed)) event.preventDefault();
});
document.addEventListener("submit", (event) => {
  if (event.target.method === "post") leaving = true;
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-leave]")) leaving = true;
});
window.addEventListener("pageshow", () => { leaving = false; });

/* Add Another Row: a copy of the formset's empty row. */
const addRow = (formset) => {
  const total = formset.querySelector(`[name="${formset.dataset.formset}-TOTAL_FORMS"]`);
  const number = Number(total.value);
  const template = formset.querySelector("template[data-empty-row]");
  const holder = document.createElement("div");
  holder.append(template.content.cloneNode(true));
  for (const element of holder.querySelectorAll("*")) {
    for (const attribute of element.attributes) {
      if (attribute.value.includes("__")) {
        attribute.value = attribute.value.replaceAll("__prefix__", number).replaceAll("__number__", number + 1);
      }
    }
  }
  const row = holder.querySelector(".row");
  formset.querySelector("[data-rows]").append(row);
  total.value = number + 1;
  total.dispatchEvent(new Event("change", { bubbles: true }));
  enhance(row);
  if (window.htmx) window.htmx.process(row);
  row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add-row]");
  if (!button) return;
  event.preventDefault();
  addRow(button.closest("[data-formset]"));
});

/* Combobox: a long select with a search. The select stays in the form and keeps its value and its events. */
const LONG = 10;
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

class Combobox {
  constructor(select) {
    this.select = select;
    const id = select.id;
    select.id = `${id}-value`;
    this.input = document.createElement("input");
    Object.assign(this.input, { type: "text", id, autocomplete: "off", spellcheck: false, disabled: select.disabled });
    this.list = document.createElement("ul");
    Object.assign(this.list, { id: `${id}-list`, role: "listbox", hidden: true });
    this.list.setAttribute("aria-label", select.labels[0]?.textContent.trim() || document.querySelector(`label[for="${id}"]`)?.textContent.trim() || "");
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(attributes)) this.input.setAttribute(name, value);
    for (const name of ["aria-describedby", "aria-invalid", "required", "aria-label"]) {
      if (select.hasAttribute(name)) this.input.setAttribute(name, select.getAttribute(name) || "true");
    }
    this.box = document.createElement("div");
    this.box.className = "combo";
    select.before(this.box);
    this.box.append(this.input, this.list, select);
    select.hidden = true;
    this.show();
    this.input.addEventListener("input", () => this.open(this.input.value));
    this.input.addEventListener("click", () => this.open(""));
    this.input.addEventListener("focus", () => this.input.select());
    this.input.addEventListener("blur", () => this.leave());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const item = event.target.closest("[role=option]");
      if (item) this.choose(item);
    });
    select.addEventListener("change", () => this.show());
  }

  get expanded() { return !this.list.hidden; }
  get items() { return [...this.list.querySelectorAll("[role=option]")]; }
  get active() { return this.list.querySelector("[aria-selected=true]"); }

  show() {
    const option = this.select.selectedOptions[0];
    this.input.value = option && option.value ? option.label : "";
    this.input.placeholder = this.select.options[0]?.value ? "" : this.select.options[0]?.label || "";
  }

  open(text) {
    const wanted = plain(text.trim());
    const options = [...this.select.options].filter((option) => option.value || !wanted);
    const fits = options.filter((option) => plain(option.label).includes(wanted));
    fits.sort((a, b) => wanted ? plain(b.label).startsWith(wanted) - plain(a.label).startsWith(wanted) : 0);
    this.list.replaceChildren(...fits.map((option, place) => {
      const item = document.createElement("li");
      Object.assign(item, { id: `${this.list.id}-${place}`, role: "option", textContent: option.label || "–" });
      item.dataset.value = option.value;
      return item;
    }));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    const current = this.items.find((item) => item.dataset.value === this.select.value);
    this.mark(wanted ? this.items[0] : current || this.items[0]);
    announce(String(fits.length));
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  mark(item) {
    for (const other of this.items) other.setAttribute("aria-selected", String(other === item));
    if (!item) { this.input.removeAttribute("aria-activedescendant"); return; }
    this.input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  choose(item) {
    const before = this.select.value;
    this.select.value = item.dataset.value;
    this.show();
    this.close();
    // What is typed next is another choice, not an addition to this one.
    if (document.activeElement === this.input) this.input.select();
    if (before !== this.select.value) this.select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  leave() {
    if (this.expanded && !this.input.value.trim()) {
      const empty = [...this.select.options].find((option) => !option.value);
      if (empty && this.select.value) this.choose({ dataset: { value: "" } });
    }
    this.show();
    this.close();
  }

  key(event) {
    const { items } = this;
    const place = items.indexOf(this.active);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!this.expanded) { this.open(""); return; }
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.mark(items[(place + step + items.length) % items.length]);
    } else if (event.key === "Enter" && this.expanded && this.active) {
      event.preventDefault();
      this.choose(this.active);
    } else if (event.key === "Tab" && this.expanded && this.active && this.input.value.trim()) {
      this.choose(this.active);
    } else if (event.key === "Escape" && this.expanded) {
      event.stopPropagation();
      this.show();
      this.close();
    }
  }
}

const combine = (scope) => {
  for (const select of scope.querySelectorAll("select[data-combobox]")) {
    if (select.options.length > LONG && !select.closest(".combo")) new Combobox(select);
  }
};

function enhance(scope) {
  combine(scope);
  guard(document);
}

/* Menus close on Escape and when something else is touched. */
const closeMenus = (except) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) if (menu !== except) menu.open = false;
};
document.addEventListener("click", (event) => closeMenus(event.target.closest("details[data-menu]")));

/* Single keys, for those who want them: never inside a field, and they can be switched off. */
const shortcutsOn = () => localStorage.getItem("shortcuts") !== "off";
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const menu = document.querySelector("details[data-menu][open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
    return;
  }
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !shortcutsOn()) return;
  if (event.target.closest("input, select, textarea, [contenteditable], [role=listbox]")) return;
  const target = [...document.querySelectorAll("[data-key]")].find((element) => element.dataset.key === event.key);
  if (!target) return;
  event.preventDefault();
  if (target.matches("input")) { target.focus(); target.select(); } else target.click();
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-shortcuts]");
  if (!button) return;
  localStorage.setItem("shortcuts", shortcutsOn() ? "off" : "on");
  showShortcuts();
});
const showShortcuts = () => {
  for (const button of document.querySelectorAll("[data-shortcuts]")) button.setAttribute("aria-pressed", String(shortcutsOn()));
  root.dataset.shortcuts = shortcutsOn() ? "on" : "off";
};

/* Fragments: a choice that came by htmx keeps the focus; an answer that is no fragment becomes the page. */
let refocus = "";
document.addEventListener("htmx:beforeSwap", () => { refocus = document.activeElement?.id || ""; });

/* A section that is fetched again only knows what was sent: what was typed since then is put back. */
const FIELDS = "input:not([type=hidden], [type=checkbox], [type=radio])[name], select[name], textarea[name]";
const typed = new Map();
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  typed.clear();
  if (!detail.requestConfig?.elt?.matches("[data-refresh]")) return;
  for (const field of detail.target.querySelectorAll(FIELDS)) typed.set(field.name, field.value);
});
document.addEventListener("htmx:afterSwap", () => {
  for (const [name, value] of typed) {
    const field = document.querySelector(`[name="${CSS.escape(name)}"]`);
    if (field && field.value !== value && (field.tagName !== "SELECT" || [...field.options].some((one) => one.value === value))) field.value = value;
  }
  typed.clear();
});
document.addEventListener("htmx:afterSettle", () => {
  enhance(document);
  const element = refocus && document.activeElement === document.body ? document.getElementById(refocus) : null;
  element?.focus({ preventScroll: true });
  const count = [...document.querySelectorAll("[data-announce]")].map((one) => one.textContent.trim()).join(", ");
  if (count) announce(count);
});
for (const problem of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(problem, (event) => {
    const { requestConfig } = event.detail;
    if (requestConfig?.verb === "get") window.location.assign(event.detail.pathInfo?.requestPath || window.location.href);
  });
}

showShortcuts();
enhance(document);
(document.querySelector("[data-focus]") || null)?.focus();
