import { announce } from "./announce.js";
import { enhance } from "./enhance.js";

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
