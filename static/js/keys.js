/* Keys. Which key has which name is declared once, in core.pages.shortcuts, and stands in the head of the page;
   modules say what is then done: `command("save", (event) => { ... })`. A command that finds nothing to do answers
   false, and the key keeps what it does by itself. */
import { byKey } from "./first.js";

const KNOWN = JSON.parse(document.querySelector("meta[name=registrar-shortcuts]")?.content || "{}");
const NAMES = new Map(Object.entries(KNOWN).flatMap(([name, { keys }]) => keys.map((key) => [key, name])));
const FIELDS = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), select, textarea, [contenteditable], [role=listbox]";
const REPEATED = new Set(["next-row", "previous-row"]);
// A preference of the user (WCAG 2.1.4).
const switchedOff = document.documentElement.dataset.shortcuts === "off";
const commands = new Map();

export const command = (name, act) => { commands.set(name, act); };
export const keysOf = (name) => KNOWN[name]?.keys || [];

export const shown = (selector) => [...document.querySelectorAll(selector)].find((one) => one.checkVisibility());

/* Does what a name stands for; false when there is nothing to do on this page. */
export const run = (name, event) => {
  const act = commands.get(name);
  if (act) return act(event) !== false;
  const element = shown(`[data-shortcut="${name}"]`);
  if (element?.matches("input")) { element.focus(); element.select(); } else if (element) element.click();
  else if (KNOWN[name]?.url) { byKey(); window.location.assign(KNOWN[name].url); }
  else return false;
  return true;
};

/* A single key, as the registry names it; capital letters by Caps Lock are meant small. */
export const single = (event) => {
  const { key } = event;
  return key.length === 1 && !event.shiftKey ? key.toLowerCase() : key;
};

/* True where single keys are wanted: outside of fields, without other keys, while they are switched on. */
export const free = (event) =>
  !switchedOff && !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.target.closest?.(FIELDS);

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey || event.getModifierState("AltGraph")) return;
  const dialog = document.querySelector("dialog[open]");
  // Closed here and now, and its box left: left to the browser, the next key may come before either is done.
  if (dialog && event.key === "Escape") {
    event.preventDefault();
    dialog.close();
    if (dialog.contains(document.activeElement)) document.activeElement.blur();
  }
  if (dialog) return;
  const held = event.ctrlKey ? "Control+" : event.metaKey ? "Meta+" : "";
  const name = NAMES.get(held + single(event));
  if (!name || (event.repeat && !REPEATED.has(name))) return;
  const always = held || event.key === "Escape";
  if (always ? event.defaultPrevented && event.key === "Escape" : !free(event)) return;
  if (run(name, event)) event.preventDefault();
});
