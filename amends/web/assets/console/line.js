/** The live line: hints from the server say what to fetch anew; after a break everything is fetched once. */

import { refresh } from "./page.js";

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15000;

export function startLine() {
  const conversation = document.body.dataset.conversation;
  const address = "/console/events" + (conversation ? `?conversation=${encodeURIComponent(conversation)}` : "");
  const shown = document.getElementById("connection");
  let source = null;
  let wait = FIRST_WAIT_MS;
  let timer = 0;

  const open = () => {
    clearTimeout(timer);
    source?.close();
    source = new EventSource(address);
    source.addEventListener("open", () => {
      wait = FIRST_WAIT_MS;
      shown.textContent = "";
    });
    source.addEventListener("queue", () => refresh("queue-changed"));
    source.addEventListener("conversation", () => refresh("conversation-changed"));
    source.addEventListener("typing", (event) => {
      document.dispatchEvent(new CustomEvent("amends:typing", { detail: JSON.parse(event.data) }));
    });
    source.addEventListener("signed-out", () => location.assign("/sign-in"));
    source.addEventListener("error", () => {
      source.close();
      shown.textContent = "No connection. Trying again…";
      timer = setTimeout(open, wait * (0.7 + 0.6 * Math.random()));
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    });
  };

  open();
  addEventListener("online", open);
  // A page in the back/forward cache has lost its line.
  addEventListener("pageshow", (event) => event.persisted && open());
  addEventListener("pagehide", () => source?.close());
}
