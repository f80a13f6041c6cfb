// Keeps the newest words in sight, unless the customer is reading further up.

import { el, icon } from "./dom.js";
import { WORDS } from "./wording.js";

const NEAR_PX = 80;
const MARGIN_PX = 40;
// Answers that arrive within this time are read together, from the first one on.
const TOGETHER_MS = 3000;

/** @param {...Node} children */
export function createScroller(...children) {
  const content = el("div", { class: "content" }, ...children);
  const box = el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": WORDS.log }, content);
  const newer = el("button", { type: "button", class: "newer", hidden: true, click: () => toEnd() }, icon("down"), WORDS.newer);
  let following = true;
  /** @type {HTMLElement | null} the first of the answers that are read together */
  let first = null;
  let firstAt = 0;

  /** Scrolls down, but never so far that the beginning of a long answer leaves the view. */
  const follow = () => {
    const end = box.scrollHeight - box.clientHeight;
    const top = first?.isConnected
      ? first.getBoundingClientRect().top - content.getBoundingClientRect().top - MARGIN_PX
      : end;
    box.scrollTop = Math.min(end, top);
    newer.hidden = end - top < NEAR_PX;
  };

  const toEnd = () => {
    first = null;
    firstAt = 0;
    following = true;
    follow();
  };

  box.addEventListener("scroll", () => {
    following = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
    if (following) newer.hidden = true;
  });

  // Text wraps anew, the keyboard opens, a form appears: whatever changes the height, the end stays in sight.
  const resized = new ResizeObserver(() => following && follow());
  resized.observe(content);
  resized.observe(box);

  return {
    box,
    newer,
    toEnd,
    /** An answer was added. @param {HTMLElement} [element] */
    added(element) {
      if (!following) return void (newer.hidden = false);
      if (element && Date.now() - firstAt > TOGETHER_MS) {
        first = element;
        firstAt = Date.now();
      }
      follow();
    },
  };
}
