import { announce } from "./announce.js";
import { enhances } from "./enhance.js";

/* Values that are proposed for fields: by a button, or because the other fields make them certain. */
const fieldsOf = (form, name) => [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];

/* What a person reaches of a field: a long list has a search in its place. */
const reached = (field) => field.closest(".combo")?.querySelector("input") || field;

const put = (form, name, value) => {
  const fields = fieldsOf(form, name);
  const field = fields.find((one) => one.type !== "radio" || one.value === value);
  if (!field) return null;
  if (field.type === "radio") field.checked = true; else field.value = value;
  delete field.dataset.completed;
  return field;
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fill]");
  if (!button) return;
  event.preventDefault();
  const filled = [...new URLSearchParams(button.value)].map(([name, value]) => put(button.form, name, value)).filter(Boolean);
  const [first] = filled;
  if (!first) return;
  announce(button.textContent.trim());
  reached(first).focus();
  // The last of them asks whether all is right now.
  filled.at(-1).dispatchEvent(new Event("change", { bubbles: true }));
});

/* What is certain is filled in where nothing was typed, and selected where the clerk is about to type. */
enhances((scope) => {
  for (const note of scope.querySelectorAll("[data-complete]")) {
    const form = note.closest("form");
    const values = new URLSearchParams(note.dataset.complete);
    delete note.dataset.complete;
    const filled = [...values].filter(([name, value]) => {
      const [field] = fieldsOf(form, name);
      if (!field || field.value === value || (field.value.trim() && field.value !== field.dataset.completed)) return false;
      field.value = value;
      field.dataset.completed = value;
      if (document.activeElement === field) field.select();
      return true;
    });
    if (!filled.length) continue;
    note.hidden = false;
    announce(note.textContent.trim());
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }
});

/* What is told while somebody types comes into view whole, unless he is somewhere else on the page by then. */
enhances((scope) => {
  for (const advice of scope.querySelectorAll(".advice:not([data-shown])")) {
    advice.dataset.shown = "";
    const { top } = advice.getBoundingClientRect();
    if (top > 0 && top < window.innerHeight * 1.5) advice.scrollIntoView({ block: "nearest" });
  }
});

/* What was filled in so follows another postal code: it is asked for as if it were empty, and said to stand there. */
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (!detail.elt.form) return;
  for (const field of detail.elt.form.querySelectorAll("[data-completed]")) {
    if (field === detail.elt || field.value !== field.dataset.completed) continue;
    detail.parameters[field.name] = "";
    detail.parameters[`${field.name}-filled`] = field.value;
  }
});
