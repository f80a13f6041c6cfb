// The one script of the widget: finds out which desk it came from and puts the chat on the page.

import { AmendsChat } from "./element.js";

const NAME = "amends-chat";
const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);

function mount() {
  // A page that embeds the script twice still gets one chat.
  if (!script || document.querySelector(NAME)) return;
  const chat = /** @type {AmendsChat} */ (document.createElement(NAME));
  chat.deskUrl = new URL(".", script.src).href;
  chat.heading = script.dataset.title ?? "";
  document.body.append(chat);
}

if (!customElements.get(NAME)) customElements.define(NAME, AmendsChat);
if (document.body) mount();
else addEventListener("DOMContentLoaded", mount);
