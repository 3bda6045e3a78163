import { enhances } from "./enhance.js";

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
