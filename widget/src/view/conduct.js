// How the panel behaves: opening, closing, keys, focus, files that are dropped, and the height a phone leaves it.

import { keepFocusInside } from "./focus.js";
import { WORDS } from "./wording.js";

const SHEET = matchMedia("(max-width: 640px)");
const TOUCH = matchMedia("(pointer: coarse)");

/** @typedef {import("../chat.js").Chat} Chat */

export class PanelConduct {
  #heights = new CSSStyleSheet();

  /** @param {ShadowRoot} root @param {Chat} chat */
  constructor(root, chat) {
    this.root = root;
    this.chat = chat;
    this.box = chat.panel.box;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.#heights];
    this.box.addEventListener("keydown", (event) => this.#onKey(event));
    this.box.addEventListener("pointerdown", (event) => this.#onPress(event));
    this.box.addEventListener("dragover", (event) => event.preventDefault());
    this.box.addEventListener("drop", (event) => this.#onDrop(event));
  }

  start() {
    document.addEventListener("visibilitychange", this.#onLook);
    visualViewport?.addEventListener("resize", this.#onViewport);
    visualViewport?.addEventListener("scroll", this.#onViewport);
    SHEET.addEventListener("change", this.#onViewport);
    this.#onViewport();
  }

  stop() {
    document.removeEventListener("visibilitychange", this.#onLook);
    visualViewport?.removeEventListener("resize", this.#onViewport);
    visualViewport?.removeEventListener("scroll", this.#onViewport);
    SHEET.removeEventListener("change", this.#onViewport);
  }

  open() {
    this.box.hidden = false;
    this.chat.launcher.setOpen(true);
    this.chat.scroller.toEnd();
    // On a touch screen a focused field would bring up the keyboard before anything was read.
    (TOUCH.matches ? this.box : this.chat.composer.field).focus();
    this.chat.look();
  }

  close() {
    if (this.box.hidden) return;
    this.menuAway();
    this.box.hidden = true;
    this.chat.launcher.setOpen(false);
    this.chat.launcher.button.focus();
    this.chat.look();
  }

  menuAway() {
    if (this.chat.menu.isOpen) this.chat.menu.dismiss();
  }

  #onLook = () => this.chat.look();

  /** A phone's keyboard covers the page without resizing it; only the visual viewport knows. */
  #onViewport = () => {
    const { height, offsetTop } = visualViewport ?? { height: innerHeight, offsetTop: 0 };
    const rule = `:host { --sheet-height: ${height}px; --sheet-top: ${offsetTop}px }`;
    this.#heights.replaceSync(SHEET.matches ? rule : "");
    if (SHEET.matches) this.box.setAttribute("aria-modal", "true");
    else this.box.removeAttribute("aria-modal");
  };

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.key === "Tab" && SHEET.matches) keepFocusInside(event, this.box, this.root.activeElement);
    if (event.key !== "Escape") return;
    event.stopPropagation();
    if (this.chat.menu.isOpen) this.chat.menu.close();
    else if (!this.chat.contact.form.hidden) this.chat.contact.close();
    else this.close();
  }

  /** @param {PointerEvent} event */
  #onPress(event) {
    const path = event.composedPath();
    if (!path.includes(this.chat.menu.list) && !path.includes(this.chat.menu.button)) this.menuAway();
  }

  /** @param {DragEvent} event */
  #onDrop(event) {
    if (!event.dataTransfer?.files.length) return;
    // Otherwise the browser would leave the page to show the file.
    event.preventDefault();
    this.chat.tell(WORDS.noFiles);
  }
}
