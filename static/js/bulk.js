/* Rows that are marked to be changed together: how many, all of the page, and the bar only while some are. */
import { enhances } from "./enhance.js";

const boxesOf = (form) => [...form.elements].filter((element) => element.matches("[data-select]"));
const allOf = (form) => form.closest(".region")?.querySelector("[data-select-all]");

const show = (form) => {
  const boxes = boxesOf(form);
  const marked = boxes.filter((box) => box.checked).length;
  form.hidden = !marked;
  form.querySelector("[data-bulk-count]").textContent = marked.toLocaleString(document.documentElement.lang);
  const all = allOf(form);
  if (!all) return;
  all.checked = marked > 0 && marked === boxes.length;
  all.indeterminate = marked > 0 && marked < boxes.length;
};

document.addEventListener("change", (event) => {
  const box = event.target;
  if (box.matches("[data-select]")) {
    show(box.form);
  } else if (box.matches("[data-select-all]")) {
    const form = box.closest(".region").querySelector("[data-bulk]");
    for (const one of boxesOf(form)) one.checked = box.checked;
    show(form);
  }
});

/* Without a mark there is nothing to do: the bar waits. A page that comes back keeps its marks. */
const refresh = (scope) => {
  for (const form of scope.querySelectorAll("[data-bulk]")) show(form);
};
enhances(refresh);
window.addEventListener("pageshow", () => refresh(document));
