/** Keeps waiting times counting and shows times of day in the reader's own zone. */

const EVERY_MS = 1000;

const short = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const long = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

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
}

function localTimes(root) {
  for (const element of root.querySelectorAll("time[datetime]")) {
    const at = new Date(element.getAttribute("datetime"));
    const text = (element.dataset.form === "long" ? long : short).format(at);
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
  setInterval(tick, EVERY_MS);
}
