/** Sends replies: Enter sends, a draft survives a reload, and a reply that may have got lost is sent under the same id. */

import { csrfToken, refresh } from "./page.js";
import { tellOfTyping } from "./typing.js";

const LOST = "Not sent: there is no connection. Your text is kept; try again.";
const SIGNED_OUT = "Not sent: you are signed out. Your text is kept on this page.";

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function post(form) {
  const response = await fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    headers: { "X-CSRF-Token": csrfToken(), "HX-Request": "true" },
  });
  if (response.ok) return null;
  if (response.status === 401) return SIGNED_OUT;
  const said = new DOMParser().parseFromString(await response.text(), "text/html").body.textContent.trim();
  return said || `Not sent (error ${response.status}).`;
}

export function startComposer() {
  const form = document.getElementById("composer");
  if (!form) return;
  const text = form.elements.namedItem("text");
  const error = document.getElementById("composer-error");
  const button = form.querySelector("button[type=submit]");
  const draftKey = `amends-draft-${document.body.dataset.conversation}`;
  let sending = false;

  text.value ||= sessionStorage.getItem(draftKey) ?? "";
  text.focus({ preventScroll: true });
  const typing = tellOfTyping(form.action.replace(/messages$/, "typing"));
  text.addEventListener("input", () => {
    sessionStorage.setItem(draftKey, text.value);
    typing(text.value.trim() !== "");
  });

  text.addEventListener("keydown", (event) => {
    // While an input method composes a word, Enter chooses a character.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (sending || !text.value.trim()) return;
    sending = true;
    button.disabled = true;
    const failure = await post(form).catch(() => LOST);
    sending = false;
    button.disabled = false;
    error.hidden = !failure;
    error.textContent = failure ?? "";
    if (!failure) {
      text.value = "";
      sessionStorage.removeItem(draftKey);
      typing(false);
      // Only now: a reply that was tried again keeps its id and is said once.
      form.elements.namedItem("client_id").value = newId();
      refresh("conversation-changed");
    }
    text.focus();
  });
}
