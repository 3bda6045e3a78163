/* The page of a record notes that it was opened. */
const mark = document.querySelector("main[data-recent]")?.dataset.recent;
const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;

if (mark && token) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: token, record: mark });
  fetch(document.body.dataset.noteRecent, { method: "POST", body, redirect: "manual", keepalive: true }).catch(() => {});
}
