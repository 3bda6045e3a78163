/* Sheets over the page, with what a page of their own shows: `?` the list of shortcuts, `h` the help with this page. */
import { command } from "./keys.js";

const fill = async (dialog, source) => {
  const answer = await fetch(source, { headers: { "HX-Request": "true" } });
  // Somebody whose session has ended is sent to sign in, and then to the page.
  if (!answer.ok || answer.headers.has("HX-Redirect")) window.location.assign(source);
  else dialog.querySelector("[data-body]").innerHTML = await answer.text();
};

const open = (dialog, source) => {
  if (!dialog || !source) return false;
  dialog.showModal();
  fill(dialog, source);
  return true;
};

command("help", () => {
  const dialog = document.getElementById("shortcuts");
  return open(dialog, dialog?.dataset.source);
});

/* The address of the page may have changed since it came: filters and tabs change it. */
const here = () => {
  const address = new URL(window.location.href);
  address.searchParams.set("help", "1");
  return address.href;
};

command("page-help", () => open(document.getElementById("page-help"), document.querySelector("[data-page-help]") && here()));
document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || !event.target.closest("[data-page-help]")) return;
  event.preventDefault();
  open(document.getElementById("page-help"), here());
});
