/** Keeps the newest message in sight while the agent is at the end of the transcript, and only then. */

const NEAR_PX = 80;

/** The element that scrolls: the pane on wide screens, the page on phones. */
function scroller() {
  const pane = document.getElementById("transcript-pane");
  if (!pane) return null;
  return getComputedStyle(pane).overflowY === "auto" ? pane : document.scrollingElement;
}

function toEnd() {
  const box = scroller();
  if (box) box.scrollTop = box.scrollHeight;
}

export function startTranscript() {
  const live = document.getElementById("live");
  if (!live) return;
  let atEnd = true;
  toEnd();
  live.addEventListener("htmx:beforeSwap", () => {
    const box = scroller();
    atEnd = !box || box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
  });
  live.addEventListener("htmx:afterSettle", () => {
    // When the right to speak has changed, the whole page has (the draft is kept).
    const head = document.getElementById("conversation-head");
    if (head && head.dataset.standing !== document.body.dataset.standing) {
      location.assign(location.pathname);
      return;
    }
    if (atEnd) toEnd();
  });
}
