/** Loads htmx with morphing, and gives every request of ours the session's token. */

import htmx from "htmx.org";
import "idiomorph/htmx";

export function csrfToken() {
  return document.body.dataset.csrf ?? "";
}

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRF-Token"] = csrfToken();
});

/** Tell the parts of the page that listen for `name` to fetch themselves anew. */
export function refresh(name) {
  htmx.trigger(document.body, name);
}
