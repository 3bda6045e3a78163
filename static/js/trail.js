/* Next and previous record of the list that a record was opened from.

   When a row is opened, its list is remembered for this window: where it stands, what it is called, the addresses of
   its rows page by page. A page below one of those addresses (the record, its parts, its form) shows the way through
   the list. Past the last row that is known, the next page of the list is fetched. Coming back to the list puts the
   focus on the record that was open last. Nothing of it is ever stored on the server. */
import { command, shown } from "./keys.js";
import { focusRow, linkOf, rowsOf } from "./lists.js";

const KEPT = "trails";
const MOST = 8;
const who = document.body.dataset.user;

const read = () => {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) || "{}");
  return kept.who === who ? kept.trails : [];
};
const write = (trails) => sessionStorage.setItem(KEPT, JSON.stringify({ who, trails: trails.slice(0, MOST) }));

const addressOf = (link) => link?.getAttribute("href") ? new URL(link.getAttribute("href"), window.location.href) : null;
const local = (url) => url ? url.pathname + url.search : "";

/* One page of a list, as far as a trail needs it. */
const pageOf = (region, address) => ({
  address,
  first: Number(region.dataset.first) || 1,
  rows: rowsOf(region).map((row) => addressOf(linkOf(row)).pathname),
  next: local(addressOf(region.querySelector(".pager [rel=next]"))),
  previous: local(addressOf(region.querySelector(".pager [rel=prev]"))),
});

const titleOf = (region) => {
  const heading = document.querySelector("main h1")?.textContent.trim() || "";
  const title = region.querySelector("h2")?.textContent.trim() || "";
  return heading && title && heading !== title && document.querySelector(".record-head") ? `${heading} – ${title}` : title || heading;
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("main .region td a[href]");
  const row = link?.closest("tr");
  if (!row || linkOf(row) !== link) return;
  const region = link.closest(".region");
  const trail = {
    region: region.id,
    title: titleOf(region),
    total: region.dataset.total,
    at: addressOf(link).pathname,
    pages: [pageOf(region, local(window.location))],
  };
  write([trail, ...read().filter((one) => one.region !== trail.region || one.pages[0].address !== trail.pages[0].address)]);
});

document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-sign-out]")) sessionStorage.removeItem(KEPT);
});

/* The trail that the page in view stands on: the latest that leads to its address or to one above it. */
const standing = () => {
  const path = window.location.pathname;
  const trails = read();
  for (const trail of trails) {
    const rows = trail.pages.flatMap((page) => page.rows.map((row, place) => ({ row, page, place: page.first + place })));
    const index = rows.findIndex(({ row }) => path === row || (path.startsWith(row) && row.endsWith("/")));
    if (index >= 0) return { trails, trail, rows, index };
  }
  return null;
};

/* Where the same part of another record is: its history from a history. */
const samePart = (from, to) => {
  const part = window.location.pathname.slice(from.length);
  const kind = (path) => path.replace(/\d+/g, "#");
  const isTab = document.querySelector(".tabs > a[aria-current=page]");
  return isTab && part && kind(from) === kind(to) ? to + part : to;
};

/* The record `step` further; fetches the page of the list that has it where it is not known yet. */
const further = async (step) => {
  const here = standing();
  if (!here) return;
  const { trails, trail, rows, index } = here;
  let target = rows[index + step]?.row;
  if (!target) {
    const page = step > 0 ? trail.pages.at(-1) : trail.pages[0];
    const address = step > 0 ? page.next : page.previous;
    if (!address) return;
    const fetched = await fetchPage(address, trail.region);
    if (!fetched?.rows.length) { window.location.assign(address); return; }
    if (step > 0) trail.pages.push(fetched); else trail.pages.unshift(fetched);
    target = step > 0 ? fetched.rows[0] : fetched.rows.at(-1);
  }
  write(trails);
  window.location.assign(samePart(rows[index].row, target));
};

const fetchPage = async (address, name) => {
  const answer = await fetch(address, { headers: { "HX-Request": "true", "HX-Target": name } });
  if (!answer.ok || answer.headers.has("HX-Redirect")) return null;
  const region = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(name);
  return region && pageOf(region, address);
};

const nav = document.querySelector("[data-trail]");

const show = () => {
  const here = standing();
  if (!nav) return;
  nav.hidden = !here;
  if (!here) return;
  const { trails, trail, rows, index } = here;
  trail.at = rows[index].row;
  write(trails);
  const [previous, next, list] = ["[rel=prev]", "[rel=next]", "[data-list]"].map((one) => nav.querySelector(one));
  previous.hidden = !rows[index - 1] && !trail.pages[0].previous;
  next.hidden = !rows[index + 1] && !trail.pages.at(-1).next;
  previous.href = rows[index - 1] ? samePart(trail.at, rows[index - 1].row) : trail.pages[0].previous || "#";
  next.href = rows[index + 1] ? samePart(trail.at, rows[index + 1].row) : trail.pages.at(-1).next || "#";
  list.href = rows[index].page.address;
  list.textContent = trail.title;
  nav.querySelector("[data-place]").textContent = nav.dataset.text.replace("%place%", rows[index].place).replace("%total%", trail.total);
};

if (nav) {
  nav.addEventListener("click", (event) => {
    const link = event.target.closest("[rel]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    further(link.rel === "next" ? 1 : -1);
  });
  for (const name of ["next-record", "previous-record", "back"]) {
    command(name, () => {
      const link = shown(`[data-trail] [data-shortcut=${name}]`);
      link?.click();
      return Boolean(link);
    });
  }
  show();
  document.addEventListener("htmx:pushedIntoHistory", show);
}

/* Back in the list: the focus is on the record that was open last. */
export const focusReturned = () => {
  const came = document.referrer && new URL(document.referrer).origin === window.location.origin ? new URL(document.referrer).pathname : "";
  const back = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  for (const trail of read()) {
    const page = trail.pages.find((one) => one.address === local(window.location));
    if (!page || !(back || came.startsWith(trail.at))) continue;
    const region = document.getElementById(trail.region);
    const row = region && rowsOf(region).find((one) => addressOf(linkOf(one)).pathname === trail.at);
    if (row && focusRow(row)) return;
  }
};
