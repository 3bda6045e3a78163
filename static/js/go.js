/* `g`, then a letter: go to a page. The letters are shown until the next key or click. */
import { announce } from "./announce.js";
import { command, free, single } from "./keys.js";

const panel = document.getElementById("go");

const close = () => { panel.hidden = true; };

command("go", () => {
  if (!panel) return false;
  panel.hidden = false;
  announce(`${panel.getAttribute("aria-label")}: ${[...panel.querySelectorAll("a")].map((one) => one.textContent.trim()).join(", ")}`);
  return true;
});

/* Before other listeners: what follows `g` is a letter, not a shortcut. */
window.addEventListener("keydown", (event) => {
  if (!panel || panel.hidden || ["Shift", "Control", "Alt", "Meta", "Tab"].includes(event.key)) return;
  const link = free(event) && panel.querySelector(`[data-letter="${CSS.escape(single(event))}"]`);
  if (event.target.closest?.("#go") && event.key === "Enter") return;
  close();
  event.preventDefault();
  event.stopPropagation();
  if (link) link.click();
}, true);
if (panel) document.addEventListener("click", close);
