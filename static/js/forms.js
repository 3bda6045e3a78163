import { enhances } from "./enhance.js";
import { command, shown } from "./keys.js";

/* Forms that were changed ask before they are left. */
const stateOf = (form) => JSON.stringify([...new FormData(form)].filter(([, value]) => typeof value === "string"));
const opened = new WeakMap();
let leaving = false;

export const changed = (form) => form.isConnected && ("changed" in form.dataset || opened.get(form) !== stateOf(form));

enhances(() => {
  for (const form of document.querySelectorAll("form[data-guard]")) {
    if (!opened.has(form)) opened.set(form, stateOf(form));
  }
});

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

/* Ctrl-Enter saves and Esc cancels: the form that has the focus, else the form of the page. */
const press = (name) => {
  const button = shown(`main [data-shortcut=${name}]`);
  const focused = document.activeElement.closest("form");
  if (!button || (focused && !focused.contains(button))) return false;
  button.click();
  return true;
};
command("save", () => press("save"));
command("cancel", () => press("cancel"));
