// <amends-chat>: the custom element that a page holds; everything it shows lives in its shadow root.

import { Chat } from "./chat.js";
import styles from "./styles/widget.css";
import { WORDS } from "./view/wording.js";

export class AmendsChat extends HTMLElement {
  /** Where the desk is, with a closing slash; set before the element is connected. */
  deskUrl = "";
  heading = "";
  /** @type {Chat | null} */
  #chat = null;

  connectedCallback() {
    this.#chat ??= this.#build();
    this.#chat.start();
  }

  disconnectedCallback() {
    this.#chat?.stop();
  }

  /** Opens the panel; a page may hand over a first sentence, which the customer can still change. @param {string} [draft] */
  open(draft) {
    this.#chat?.open(draft);
  }

  close() {
    this.#chat?.close();
  }

  #build() {
    const root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [sheet];
    return new Chat(root, this.deskUrl, this.heading || WORDS.titleDefault);
  }
}
