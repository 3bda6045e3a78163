/* What pages do beyond HTML. Nothing here is needed to sign in, search, create, edit or save. */
import { enhance } from "./enhance.js";
import "./forms.js";
import "./drafts.js";
import "./rows.js";
import "./combobox.js";
import "./menus.js";
import "./keys.js";
import "./fragments.js";

document.documentElement.dataset.js = "";
enhance(document);
document.querySelector("[data-focus]")?.focus();
