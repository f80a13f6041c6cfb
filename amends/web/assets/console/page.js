/** Loads htmx with morphing, and gives every request of ours the session's token. */

import htmx from "htmx.org";
import { Idiomorph } from "idiomorph/htmx";

export function csrfToken() {
  return document.body.dataset.csrf ?? "";
}

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRF-Token"] = csrfToken();
});

// What the reader has opened stays open, and a clock that already ticks is not set back for an instant.
const callbacks = Idiomorph.defaults.callbacks;
callbacks.beforeAttributeUpdated = (name, node) => name !== "open";
callbacks.beforeNodeMorphed = (old, fresh) =>
  !(
    (old.tagName === "TIME" && old.getAttribute("datetime") === fresh.getAttribute?.("datetime")) ||
    (old.dataset?.since && old.dataset.since === fresh.dataset?.since) ||
    (old.dataset?.until && old.dataset.until === fresh.dataset?.until)
  );

/** Tell the parts of the page that listen for `name` to fetch themselves anew. */
export function refresh(name) {
  htmx.trigger(document.body, name);
}

/** An id that nobody else makes, for what must be said once however often it is sent. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
