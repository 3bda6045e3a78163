import { enhance } from "./enhance.js";

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
