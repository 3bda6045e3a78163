/* Single keys, for those who want them: never inside a field, and they can be switched off. */
const root = document.documentElement;
const shortcutsOn = () => localStorage.getItem("shortcuts") !== "off";
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !shortcutsOn()) return;
  if (event.target.closest("input, select, textarea, [contenteditable], [role=listbox]")) return;
  const target = [...document.querySelectorAll("[data-key]")].find((element) => element.dataset.key === event.key);
  if (!target) return;
  event.preventDefault();
  if (target.matches("input")) { target.focus(); target.select(); } else target.click();
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-shortcuts]");
  if (!button) return;
  localStorage.setItem("shortcuts", shortcutsOn() ? "off" : "on");
  showShortcuts();
});
const showShortcuts = () => {
  for (const button of document.querySelectorAll("[data-shortcuts]")) button.setAttribute("aria-pressed", String(shortcutsOn()));
  root.dataset.shortcuts = shortcutsOn() ? "on" : "off";
};

showShortcuts();
