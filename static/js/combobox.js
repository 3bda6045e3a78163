import { announce } from "./announce.js";
import { enhances } from "./enhance.js";
import { plain } from "./text.js";

/* Combobox: a long select with a search. The select stays in the form and keeps its value and its events. */
const LONG = 10;

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

enhances((scope) => {
  for (const select of scope.querySelectorAll("select[data-combobox]")) {
    if (select.options.length > LONG && !select.closest(".combo")) new Combobox(select);
  }
});
