import { announce } from "./announce.js";
import { enhance } from "./enhance.js";
import { linkOf, rowsOf } from "./lists.js";

/* Fragments: what had the focus keeps it, or the nearest that is left of it. */
let left = null;
document.addEventListener("htmx:beforeSwap", () => {
  const element = document.activeElement;
  const row = element?.closest("tbody > tr");
  left = {
    id: element?.id || "",
    href: element?.getAttribute("href") || "",
    region: element?.closest(".region")?.id || "",
    row: row ? rowsOf(row.closest("tbody").parentElement.parentElement).indexOf(row) : -1,
    foot: Boolean(element?.closest(".foot")),
  };
});

/* Where the focus goes when what had it is gone: the same row, the one that took its place, the list, the tab. */
const nearest = () => {
  const region = left.region ? document.getElementById(left.region) : null;
  const rows = region ? rowsOf(region) : [];
  const inRow = left.row >= 0 && rows.length ? rows[Math.min(left.row, rows.length - 1)] : null;
  return document.getElementById(left.id)
    || (left.row >= 0 && region && [...region.querySelectorAll("tbody a[href]")].find((one) => one.getAttribute("href") === left.href))
    || linkOf(inRow)
    || (left.foot && region?.querySelector(".pager a"))
    || region?.querySelector(".table-scroll")
    || document.querySelector(".tabs > a[aria-current=page]")
    || document.getElementById("main");
};

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
  if (left && (!document.activeElement || document.activeElement === document.body)) nearest()?.focus({ preventScroll: true });
  left = null;
  const count = [...document.querySelectorAll("[data-announce]")].map((one) => one.textContent.trim()).join(", ");
  if (count) announce(count);
});
/* An answer that is no fragment becomes the page. */
for (const problem of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(problem, (event) => {
    const { requestConfig } = event.detail;
    if (requestConfig?.verb === "get") window.location.assign(event.detail.pathInfo?.requestPath || window.location.href);
  });
}
