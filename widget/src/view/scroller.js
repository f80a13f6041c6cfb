// Keeps the newest words in sight, unless the customer is reading further up.

import { el, icon } from "./dom.js";
import { WORDS } from "./wording.js";

const NEAR_PX = 80;

/** @param {...Node} children */
export function createScroller(...children) {
  const content = el("div", { class: "content" }, ...children);
  const box = el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": WORDS.log }, content);
  const newer = el("button", { type: "button", class: "newer", hidden: true, click: () => toEnd() }, icon("down"), WORDS.newer);
  let following = true;

  const toEnd = () => {
    box.scrollTop = box.scrollHeight;
    following = true;
    newer.hidden = true;
  };

  box.addEventListener("scroll", () => {
    following = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
    if (following) newer.hidden = true;
  });

  // Text wraps anew, the keyboard opens, a form appears: whatever changes the height, the end stays in sight.
  new ResizeObserver(() => following && toEnd()).observe(content);
  new ResizeObserver(() => following && toEnd()).observe(box);

  return {
    box,
    newer,
    toEnd,
    /** Something was added; `own` when the customer did it, who then wants to see it. @param {boolean} own */
    added(own) {
      if (own || following) toEnd();
      else newer.hidden = false;
    },
  };
}
