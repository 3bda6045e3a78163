/* Who comes to a form by a key begins in its first field; who comes by the mouse sees the page from its top.
   A link that is pressed by a key, by the script or in the palette tells itself by a click without a button. */
const KEPT = "keyed";

export const byKey = () => sessionStorage.setItem(KEPT, "1");

document.addEventListener("click", (event) => {
  if (!event.target.closest?.("a[href]")) return;
  if (event.detail) sessionStorage.removeItem(KEPT); else byKey();
});

const FIELDS = "input:not([type=hidden]), select, textarea";

/* What is to be decided first, such as a draft, or read, such as consequences, keeps its turn. */
export const focusFirst = () => {
  const keyed = sessionStorage.getItem(KEPT);
  sessionStorage.removeItem(KEPT);
  const form = document.querySelector("form[data-guard]");
  if (!keyed || !form || document.querySelector("main .message:not([hidden])")) return false;
  const field = [...form.querySelectorAll(FIELDS)].find((one) => !one.disabled && !one.readOnly && one.checkVisibility());
  field?.focus();
  return Boolean(field);
};
