/**
 * A gentle look at the draft before it is sent: words that anger people, more than a furious customer reads, what was
 * said before, promises that go on no record. It advises and never holds anything back; nothing leaves the page.
 */

const PAUSE_MS = 400;
const MOST = 3;
const PROMISE = /\b(?:i|we)(?:'ll| will)\b|\b(?:shortly|in no time)\b|\bwithin (?:an?|the|\d+|two|three) /i;
// The ready sentences carry their due time in the house's form.
const ON_RECORD = /\bwill [^.?]*\bby \w+day \d+ \w+[^.?]*\d\d:\d\d\b|\bby \w+day \d+ \w+, \d\d:\d\d \w+ i will\b/i;

const plain = (text) => text.toLowerCase().replaceAll("’", "'").replace(/\s+/g, " ").trim();
const bare = (text) => plain(text).replace(/[^a-z0-9' ]/g, "").trim();
const sentences = (text) => text.split(/(?<=[.!?…])\s+|\n+/).filter((part) => bare(part));

/** What to think about before sending `text`; `said` are our earlier messages, `manner` comes from the server. */
export function hintsFor(text, { manner, hostile, said }) {
  const found = [];
  const parts = sentences(text);
  const phrase = manner.phrases.find((one) => plain(text).includes(one));
  if (phrase) found.push(`“${phrase}” tends to make an angry customer angrier.`);
  const earlier = new Set(said.flatMap((one) => sentences(one).map(bare)));
  const again = parts.find((part) => bare(part).split(" ").length > 3 && earlier.has(bare(part)));
  if (again) found.push(`This was said before: “${again.trim()}”`);
  if (PROMISE.test(plain(text)) && !ON_RECORD.test(plain(text))) {
    found.push("This reads as a promise. “Give your word” under the ready texts puts one on record, with its time.");
  }
  if (hostile && parts.length > manner.sentences) {
    found.push(`The customer is furious: at most ${manner.sentences} short sentences are read, this has ${parts.length}.`);
  } else if (hostile && parts.some((part) => bare(part).split(" ").length > manner.words)) {
    found.push("The customer is furious: one of these sentences is very long.");
  }
  if (hostile && /!|\p{Extended_Pictographic}/u.test(text)) {
    found.push("To a furious customer, exclamation marks and emoji sound like mockery.");
  }
  return found.slice(0, MOST);
}

function context() {
  const bubbles = document.querySelectorAll("#transcript .by-agent .bubble, #transcript .by-assistant .bubble");
  return {
    hostile: document.getElementById("live-ledger")?.dataset.band === "hostile",
    said: [...bubbles].map((bubble) => bubble.textContent),
  };
}

export async function startHints() {
  const reply = document.getElementById("reply");
  const list = document.getElementById("draft-hints");
  if (!reply || !list) return;
  const answer = await fetch(list.dataset.manner, { headers: { "HX-Request": "true" } }).catch(() => null);
  // Without the list of phrases there are no hints; writing goes on all the same.
  if (!answer?.ok) return;
  const manner = await answer.json();
  reply.closest("form").querySelector(".composer-foot").before(list);
  reply.setAttribute("aria-describedby", `${reply.getAttribute("aria-describedby") ?? ""} draft-hints`.trim());
  let timer = 0;
  const look = () => {
    const hints = reply.value.trim() ? hintsFor(reply.value, { manner, ...context() }) : [];
    const shown = [...list.children].map((item) => item.textContent);
    if (shown.join("\n") === hints.join("\n")) return;
    list.replaceChildren(...hints.map((hint) => Object.assign(document.createElement("p"), { textContent: hint })));
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE_MS);
  };
  reply.addEventListener("input", later);
  reply.form.addEventListener("amends:sent", later);
  look();
}
