/* The set-up follows the preferences too: Django's own script takes the theme from the browser's store. */
"use strict";
localStorage.setItem("theme", document.currentScript.dataset.theme);
document.documentElement.dataset.theme = document.currentScript.dataset.theme;
