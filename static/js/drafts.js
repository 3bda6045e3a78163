import { changed } from "./forms.js";

/* What is typed into a form is kept on the server until it is saved or thrown away. No form needs this to work. */
const WAIT = 3000;
// Browsers send no more than this while a page is being left.
const MOST_ON_LEAVING = 60000;
const form = document.querySelector("form[data-draft]");

let kept = "";
let timer = 0;
let sending = null;
let sent = false;

const typed = () => {
  const secret = new Set([...form.querySelectorAll("[type=password]")].map((input) => input.name));
  return new URLSearchParams([...new FormData(form)].filter(([name, value]) => typeof value === "string" && !secret.has(name)));
};

const say = (what) => {
  for (const note of form.querySelectorAll("[data-draft-note]")) note.hidden = note.dataset.draftNote !== what;
};

const post = (address, body, options) => {
  sending?.abort();
  sending = new AbortController();
  body.set("draft-path", form.getAttribute("action"));
  return fetch(address, { method: "POST", body, redirect: "manual", signal: sending.signal, ...options });
};

const discard = (options) => {
  const token = form.elements.namedItem("csrfmiddlewaretoken").value;
  return post(form.dataset.discard, new URLSearchParams({ csrfmiddlewaretoken: token }), options);
};

/* The answer in one word; a session that has ended is answered by the way to the sign-in page. */
const send = async (body, options) => {
  const answer = await post(form.dataset.draft, body, options);
  if (answer.type === "opaqueredirect") return "ended";
  return answer.ok && (await answer.json()).kept ? "" : "failed";
};

const keep = async (leaving) => {
  clearTimeout(timer);
  const body = typed();
  const text = body.toString();
  if (sent || text === kept) return;
  const before = kept;
  kept = text;
  const options = { keepalive: leaving && text.length < MOST_ON_LEAVING };
  try {
    // A form that says again what it said when it was opened is no draft.
    const trouble = changed(form) ? await send(body, options) : await discard(options).then(() => "");
    say(trouble);
    if (trouble) kept = before;
  } catch (error) {
    kept = before;
    if (error.name !== "AbortError" && !leaving) say("failed");
  }
};

const soon = () => {
  clearTimeout(timer);
  timer = setTimeout(() => keep(false), WAIT);
};

const finish = () => {
  sent = true;
  clearTimeout(timer);
  sending?.abort();
};

/* Cancel throws the draft away, after asking. */
const leave = (event) => {
  const link = event.target.closest("[data-leave][data-ask]");
  if (!link || !changed(form)) return;
  if (!window.confirm(link.dataset.ask)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  finish();
  discard({ keepalive: true }).catch(() => {});
};

if (form) {
  if ("changed" in form.dataset) soon(); else kept = typed().toString();
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  form.addEventListener("submit", finish);
  // What was typed before is thrown away or taken up: what stands here now must not take its place.
  for (const decided of document.querySelectorAll("[data-draft-decided]")) decided.addEventListener("click", finish);
  window.addEventListener("pageshow", () => { sent = false; });
  window.addEventListener("pagehide", () => keep(true));
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") keep(true); });
  document.addEventListener("click", leave, true);
  document.addEventListener("htmx:responseError", ({ detail }) => {
    if (detail.xhr.getResponseHeader("X-Session-Ended")) say("ended");
  });
}
