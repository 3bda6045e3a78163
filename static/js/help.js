/* `?`: the list of shortcuts as a dialog, with what its page shows. */
import { command } from "./keys.js";

const dialog = document.getElementById("shortcuts");

const fill = async () => {
  const answer = await fetch(dialog.dataset.source, { headers: { "HX-Request": "true" } });
  // Somebody whose session has ended is sent to sign in, and then to the page.
  if (!answer.ok || answer.headers.has("HX-Redirect")) window.location.assign(dialog.dataset.source);
  else dialog.querySelector("[data-body]").innerHTML = await answer.text();
};

command("help", () => {
  if (!dialog) return false;
  dialog.showModal();
  fill();
  return true;
});
