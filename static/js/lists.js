/* Rows of lists by keyboard: j and k move, Enter opens as on any link, x selects. A planned move is no row's link. */
import { command } from "./keys.js";

export const linkOf = (row) =>
  row?.querySelector("td.key a[href]") || row?.querySelector("td a[href]:not(.choose, .planned)");

export const rowsOf = (scope) => [...scope.querySelectorAll("table.rows > tbody > tr")].filter(linkOf);

let last = null;
document.addEventListener("focusin", (event) => {
  const row = event.target.closest("main table.rows > tbody > tr");
  if (row) last = row;
});

export const focusRow = (row) => {
  const link = linkOf(row);
  if (!link) return false;
  link.focus();
  row.scrollIntoView({ block: "nearest", inline: "start" });
  return true;
};

const move = (step) => {
  const rows = rowsOf(document.querySelector("main"));
  const focused = document.activeElement.closest("main table.rows > tbody > tr");
  const place = rows.indexOf(focused || last);
  const next = place < 0 ? rows[step > 0 ? 0 : rows.length - 1] : rows[place + step] || rows[place];
  return focusRow(next);
};

command("next-row", () => move(1));
command("previous-row", () => move(-1));
command("select", () => {
  const row = last?.isConnected ? last : null;
  const control = row?.querySelector("input[type=checkbox][data-select], .choose");
  if (!control) return false;
  control.click();
  return true;
});
