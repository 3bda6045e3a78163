/* What pages do beyond HTML. Nothing here is needed to sign in, search, create, edit or save. */
import { enhance } from "./enhance.js";
import "./forms.js";
import "./drafts.js";
import "./recent.js";
import "./rows.js";
import "./fill.js";
import "./combobox.js";
import "./menus.js";
import "./keys.js";
import "./go.js";
import "./lists.js";
import "./bulk.js";
import "./tabs.js";
import "./help.js";
import "./palette.js";
import { focusReturned } from "./trail.js";
import "./fragments.js";
import { focusFirst } from "./first.js";

document.documentElement.dataset.js = "";
enhance(document);
const first = document.querySelector("[data-focus]");
if (first) first.focus(); else if (!focusFirst()) focusReturned();
