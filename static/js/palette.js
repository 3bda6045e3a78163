/* The command palette: a combobox in a dialog. What the page in view can do is found here, the rest by the server. */
import { command, run } from "./keys.js";
import { plain } from "./text.js";

const dialog = document.getElementById("palette");
const PAUSE = 120;

/* What an element does, in words that do without its place on the page. */
const labelOf = (element) => element.dataset.does || element.textContent.trim().replace(/\s+/g, " ");

class Palette {
  constructor() {
    this.box = dialog.querySelector("input");
    this.list = dialog.querySelector("[role=listbox]");
    this.none = dialog.querySelector("[data-none]");
    this.status = dialog.querySelector("[role=status]");
    // Whether the list is older than the text, and whether Enter was pressed meanwhile.
    this.waiting = false;
    this.hasty = false;
    this.box.addEventListener("input", () => {
      // What an older text finds must not come between, least of all with Enter pressed already.
      this.waiting = true;
      this.request?.abort();
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), PAUSE);
    });
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("click", (event) => this.choose(event));
    dialog.addEventListener("close", () => { clearTimeout(this.timer); this.request?.abort(); });
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  }

  get options() { return [...this.list.querySelectorAll("[role=option]")]; }
  get active() { return this.list.querySelector("[aria-selected=true]"); }

  open() {
    // What the page can do is gathered before the dialog makes the rest of the page inert.
    const all = (selector) => [...document.querySelectorAll(selector)];
    const acts = "main :is([data-action], [data-shortcut])";
    const shown = [...all(`${acts}:not(.trail > *)`), ...all(".trail > [data-shortcut]")].filter((one) => one.checkVisibility());
    this.here = [...shown, ...all("main [data-folded], .top [data-page-help]")];
    this.you = [...document.querySelectorAll(".top [data-action]")];
    this.box.value = "";
    this.hasty = false;
    this.list.replaceChildren();
    dialog.showModal();
    // What is known here is there at once, however busy the server is.
    if (this.here.length) this.show("", "");
    this.waiting = true;
    this.ask();
  }

  async ask() {
    const text = this.box.value.trim();
    this.request?.abort();
    this.request = new AbortController();
    const { signal } = this.request;
    const address = `${dialog.dataset.source}?${new URLSearchParams({ q: text })}`;
    try {
      const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal });
      if (!answer.ok || answer.headers.has("HX-Redirect")) { window.location.assign(address); return; }
      this.show(text, await answer.text());
    } catch (problem) {
      if (problem.name !== "AbortError") this.show(text, "");
    }
  }

  show(text, found) {
    this.list.innerHTML = found;
    this.list.prepend(...this.fitting("here", this.here, text));
    // What ends the session is not what Enter does while anything else fits.
    const last = this.list.querySelector("[data-last]");
    if (text) for (const group of this.fitting("you", this.you, text)) this.list.insertBefore(group, last);
    const { options } = this;
    this.list.hidden = !options.length;
    this.none.hidden = Boolean(options.length);
    this.box.setAttribute("aria-expanded", String(Boolean(options.length)));
    this.status.textContent = this.status.dataset.text.replace("%count%", options.length);
    this.mark(options[0]);
    this.list.scrollTop = 0;
    this.waiting = false;
    if (this.hasty) this.active?.click();
    this.hasty = false;
  }

  /* A group of those elements of the page whose words begin with what was typed; nothing where there are none. */
  fitting(name, elements, text) {
    const words = plain(text).split(/\s+/).filter(Boolean);
    const fits = (label) => words.every((word) => plain(label).split(/[\s-]+/).some((part) => part.startsWith(word)));
    const found = elements.map((element) => [element, labelOf(element)]).filter(([, label]) => fits(label));
    if (!found.length) return [];
    const group = document.createElement("div");
    group.setAttribute("role", "group");
    group.setAttribute("aria-labelledby", `palette-${name}`);
    const title = document.createElement("div");
    Object.assign(title, { className: "pop-head", id: `palette-${name}`, textContent: dialog.dataset[name] });
    group.append(title, ...found.map(([element, label], place) => this.option(element, label, `palette-${name}-${place}`)));
    return [group];
  }

  option(element, label, id) {
    const option = document.createElement("div");
    Object.assign(option, { id, textContent: label });
    option.setAttribute("role", "option");
    if (element.dataset.key) {
      const hint = document.createElement("kbd");
      Object.assign(hint, { className: "key-hint", textContent: element.dataset.key, ariaHidden: "true" });
      option.append(" ", hint);
    }
    option.element = element;
    return option;
  }

  mark(option) {
    for (const other of this.options) other.setAttribute("aria-selected", String(other === option));
    if (!option) { this.box.removeAttribute("aria-activedescendant"); return; }
    this.box.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    const { options } = this;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.hasty = false;
    if (step && options.length) {
      event.preventDefault();
      this.mark(options[(options.indexOf(this.active) + step + options.length) % options.length]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (this.waiting) this.hasty = Boolean(this.box.value.trim()); else this.active?.click();
    }
  }

  choose(event) {
    const option = event.target.closest("[role=option]");
    if (!option?.element) return;
    dialog.close();
    option.element.click();
  }
}

if (dialog) {
  const palette = new Palette();
  command("palette", () => palette.open());
  document.addEventListener("click", (event) => {
    if (!event.target.closest("a[data-shortcut=palette]") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    run("palette", event);
  });
}
