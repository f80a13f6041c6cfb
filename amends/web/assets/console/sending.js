/** Posts a form so that an answer lost on the way does no harm: it is tried again under the same id. */

import { csrfToken } from "./page.js";

const PAUSES_MS = [400, 1500];
const LOST = "Not sent: there is no connection. Your text is kept; try again.";
const SIGNED_OUT = "Not sent: you are signed out. Your text is kept on this page.";

async function once(form) {
  const response = await fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    headers: { "X-CSRF-Token": csrfToken(), "HX-Request": "true" },
  });
  if (response.ok) return null;
  if (response.status === 401) return { words: SIGNED_OUT, code: "signed-out" };
  const said = new DOMParser().parseFromString(await response.text(), "text/html").body.textContent.trim();
  const words = said || `Not sent (error ${response.status}).`;
  return { words, code: response.headers.get("Amends-Refusal") ?? String(response.status) };
}

/** Null when the desk has it, otherwise {words, code} that say why not. */
export async function send(form) {
  for (const pause of [...PAUSES_MS, 0]) {
    try {
      return await once(form);
    } catch {
      if (pause) await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return { words: LOST, code: "lost" };
}
