/** Typing in both directions: the customer's is shown to the agent, the agent's is told to the customer. */

import { csrfToken } from "./page.js";

const TELL_EVERY_MS = 3000;
const SHOWN_FOR_MS = 5000;

/** Gives a function to call while the agent types (true) and when nothing is being written any more (false). */
export function tellOfTyping(address) {
  let told = 0;
  return (on) => {
    if (on ? Date.now() - told < TELL_EVERY_MS : told === 0) return;
    told = on ? Date.now() : 0;
    const body = new URLSearchParams({ on: on ? "yes" : "no" });
    // A lost signal does no harm: the next one follows, and the widget forgets old ones by itself.
    fetch(address, { method: "POST", body, headers: { "X-CSRF-Token": csrfToken(), "HX-Request": "true" } }).catch(() => {});
  };
}

export function showTyping() {
  const shown = document.getElementById("typing");
  if (!shown) return;
  let timer = 0;
  const hide = () => (shown.textContent = "");
  document.addEventListener("amends:typing", (event) => {
    clearTimeout(timer);
    shown.textContent = event.detail.on ? "The customer is typing…" : "";
    timer = setTimeout(hide, SHOWN_FOR_MS);
  });
  document.getElementById("live")?.addEventListener("htmx:afterSettle", hide);
}
