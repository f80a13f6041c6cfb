/** The live line: hints from the server say what to fetch anew; after a break everything is fetched once. */

import { startKeeper } from "./keeper.js";
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

  const close = () => {
    clearTimeout(timer);
    source?.close();
    source = null;
  };

  const open = () => {
    close();
    if (!wanted()) return;
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
      close();
      shown.textContent = "No connection. Trying again…";
      timer = setTimeout(open, wait * (0.7 + 0.6 * Math.random()));
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    });
  };

  // Whoever comes back to a tab without a line sees at once what has changed: a new line says all of it.
  const keeps = startKeeper(() => source ?? open());
  const wanted = () => keeps() || document.visibilityState === "visible";
  open();
  document.addEventListener("visibilitychange", () => {
    if (!wanted()) close();
    else if (!source) open();
  });
  addEventListener("online", open);
  // A page in the back/forward cache has lost its line.
  addEventListener("pageshow", (event) => event.persisted && open());
  addEventListener("pagehide", close);
}
