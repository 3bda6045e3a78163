/* 1 to 9 and 0: the parts of a record. */
import { command, keysOf, single } from "./keys.js";

command("tab", (event) => {
  const tab = document.querySelectorAll(".tabs > a")[keysOf("tab").indexOf(single(event))];
  tab?.click();
  return Boolean(tab);
});
