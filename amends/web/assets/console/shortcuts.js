/** Single keys for what agents do most; never while something is written, and they can be switched off. */

import { open } from "./dialogs.js";
import { write } from "./tabs.js";

const KEY = "amends-shortcuts";
const WRITING = "input, textarea, select, [contenteditable]";

const isOn = () => localStorage.getItem(KEY) !== "off";
const cards = () => [...document.querySelectorAll("#queue .entry")];

/** The card that a key is about: the one with the focus, else the one that is open. */
function here() {
  return document.activeElement?.closest?.("#queue .entry") ?? document.querySelector("#queue .entry.current");
}

function go(step) {
  const all = cards();
  const now = all.indexOf(here());
  const next = now < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, now + step));
  const link = all[next]?.querySelector("a");
  link?.focus();
  link?.scrollIntoView({ block: "nearest" });
}

/** Press the button for a deed: on the card with the focus, else in the open conversation. */
function press(deed) {
  const focused = document.activeElement?.closest?.("#queue .entry");
  // With nothing chosen, only what is offered to this agent may be meant.
  const place = focused ?? document.getElementById("composer-pane") ?? document.querySelector("#offers-list > li");
  place?.querySelector(`[data-deed=${deed}]`)?.click();
}

/** A card that is gone after a refresh leaves the focus to the one that took its place. */
function keepPlace() {
  const queue = document.getElementById("queue");
  let place = -1;
  queue.addEventListener("htmx:beforeSwap", () => {
    place = queue.contains(document.activeElement) ? cards().indexOf(here()) : -1;
  });
  queue.addEventListener("htmx:afterSettle", () => {
    if (place < 0 || document.activeElement !== document.body) return;
    const all = cards();
    all[Math.min(place, all.length - 1)]?.querySelector("a")?.focus();
  });
}

function briefing() {
  document.getElementById("briefing")?.focus();
}

const deeds = {
  j: () => go(1),
  k: () => go(-1),
  a: () => press("accept"),
  d: () => press("decline"),
  r: () => write("reply"),
  n: () => write("note"),
  b: briefing,
  e: () => document.getElementById("finish") && open("finish"),
  s: () => location.assign("/console/search"),
  "?": () => open("shortcuts"),
  "/": () => write("reply") && document.getElementById("composer") && document.dispatchEvent(new CustomEvent("amends:canned")),
};

function pressed(event) {
  if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    location.assign("/console/search");
    return;
  }
  const writing = event.target.matches?.(WRITING);
  if (writing && event.key === "Escape" && !event.defaultPrevented && !event.target.closest("dialog")) {
    event.target.blur();
    return;
  }
  if (writing || !isOn() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest?.("dialog")) return;
  const deed = deeds[event.key.toLowerCase()];
  if (!deed) return;
  event.preventDefault();
  deed();
}

export function startShortcuts() {
  const button = document.getElementById("shortcuts-switch");
  const show = () => button.setAttribute("aria-pressed", String(isOn()));
  button.addEventListener("click", () => {
    localStorage.setItem(KEY, isOn() ? "off" : "on");
    show();
  });
  show();
  keepPlace();
  document.addEventListener("keydown", pressed);
}
