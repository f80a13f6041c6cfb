/** Keeps waiting times counting and shows times of day in the reader's own zone. */

const EVERY_MS = 1000;

const short = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const long = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const near = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const DAY_MS = 86_400_000;

/** Day and time; yesterday, today and tomorrow by their names. */
function dayAndTime(at) {
  const days = Math.round((new Date(at).setHours(0, 0, 0, 0) - new Date().setHours(0, 0, 0, 0)) / DAY_MS);
  return Math.abs(days) > 1 ? long.format(at) : `${near.format(days, "day")}, ${short.format(at)}`;
}

/** The same words as `duration` in amends/web/plain_words.py. */
export function inWords(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min`;
  if (whole < 86400) return `${Math.floor(whole / 3600)} h ${String(Math.floor((whole % 3600) / 60)).padStart(2, "0")} min`;
  const days = Math.floor(whole / 86400);
  return `${days} day${days > 1 ? "s" : ""}`;
}

function tick() {
  for (const element of document.querySelectorAll("[data-since]")) {
    const text = inWords((Date.now() - Date.parse(element.dataset.since)) / 1000);
    if (element.textContent !== text) element.textContent = text;
  }
  for (const element of document.querySelectorAll("[data-until]")) {
    const left = Math.ceil((Date.parse(element.dataset.until) - Date.now()) / 1000);
    const text = left > 0 ? inWords(left) : "a moment";
    if (element.textContent !== text) element.textContent = text;
  }
}

function localTimes(root) {
  for (const element of root.querySelectorAll("time[datetime]")) {
    const at = new Date(element.getAttribute("datetime"));
    const text = element.dataset.form === "long" ? dayAndTime(at) : short.format(at);
    if (element.textContent !== text) element.textContent = text;
    element.title = at.toISOString();
  }
}

export function startClocks() {
  const all = () => {
    tick();
    localTimes(document);
  };
  all();
  document.addEventListener("htmx:afterSettle", all);
  document.addEventListener("amends:lines", all);
  setInterval(tick, EVERY_MS);
}
