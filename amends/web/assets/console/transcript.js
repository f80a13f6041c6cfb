/** Adds what is new to the transcript, and keeps its end in sight while the agent is there, and only then. */

const NEAR_PX = 80;
// A message that is being read gets its mood later; older ones than these do not change any more.
const STILL_CHANGING = 20;

/** The element that scrolls: the pane on wide screens, the page on phones. */
function scroller() {
  const pane = document.getElementById("transcript-pane");
  if (!pane) return null;
  return getComputedStyle(pane).overflowY === "auto" ? pane : document.scrollingElement;
}

function atEnd() {
  const box = scroller();
  return !box || box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
}

function toEnd() {
  const box = scroller();
  if (box) box.scrollTop = box.scrollHeight;
}

/** The number after which to ask: that of the last line, or before the oldest one that may still change. */
function shownUpTo(list) {
  const numbered = [...list.querySelectorAll("[data-seq]")].slice(-STILL_CHANGING);
  const changing = numbered.find((line) => "unsettled" in line.dataset);
  if (changing) return Number(changing.dataset.seq) - 1;
  return Number(numbered.at(-1)?.dataset.seq ?? 0);
}

/** Puts a line in, or brings the mood of one that is there up to date; a log that is redrawn is read out again. */
function put(list, line) {
  const known = document.getElementById(line.id);
  if (!known) {
    list.append(line);
    return;
  }
  const [old, fresh] = [known, line].map((each) => each.querySelector(".band-word"));
  if (old && fresh && old.textContent !== fresh.textContent) old.replaceWith(fresh);
  if (!("unsettled" in line.dataset)) delete known.dataset.unsettled;
}

async function fetchNew(list) {
  const query = new URLSearchParams({
    after: String(shownUpTo(list)),
    notes: String(list.querySelectorAll("[data-note]").length),
  });
  const answer = await fetch(`${list.dataset.lines}?${query}`, { headers: { "HX-Request": "true" } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(`<ol>${await answer.text()}</ol>`, "text/html");
  const stay = atEnd();
  for (const line of fresh.querySelectorAll("li.line")) put(list, document.adoptNode(line));
  document.dispatchEvent(new CustomEvent("amends:lines"));
  if (stay) toEnd();
}

export function startTranscript() {
  const list = document.getElementById("transcript");
  if (!list) return;
  toEnd();
  let asking = false;
  let again = false;
  const look = async () => {
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    // What is lost with the connection comes with the next hint: the line asks for everything once it is back.
    await fetchNew(list).catch(() => {});
    asking = false;
    if (again) {
      again = false;
      look();
    }
  };
  document.body.addEventListener("conversation-changed", look);
  // Whoever has just pressed Accept is on the way already; to go anywhere else would take the way from them.
  let leaving = false;
  document.addEventListener("submit", (event) => {
    leaving ||= !event.defaultPrevented && event.target.method !== "dialog";
  });
  document.addEventListener("htmx:afterSettle", () => {
    // When the right to speak has changed, the whole page has (drafts are kept).
    const head = document.getElementById("conversation-head");
    if (leaving || !head || head.dataset.standing === document.body.dataset.standing) return;
    leaving = true;
    location.assign(location.pathname);
  });
}
