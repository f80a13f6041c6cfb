/** Notices customers who have just begun to wait: a count in the title, a tone, and words for screen readers. */

const SOUND_KEY = "amends-sound";
const SEEN_KEY = "amends-seen-handoffs";

let audio = null;

function soundOn() {
  return localStorage.getItem(SOUND_KEY) !== "off";
}

/** Two soft notes; browsers keep them silent until the page was clicked once. */
function ring() {
  audio ??= new AudioContext();
  audio.resume();
  [660, 880].forEach((frequency, index) => {
    const start = audio.currentTime + index * 0.16;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(0.12, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.35);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 0.4);
  });
  document.dispatchEvent(new CustomEvent("amends:rang"));
}

function onDuty() {
  return document.getElementById("duty-switch")?.dataset.on === "yes";
}

/** What is news about an entry: that somebody waits, and that they are offered to this agent. */
function marks(entry) {
  const waits = entry.dataset.handoff;
  return entry.closest("#offers-list") ? [waits, `offer-${waits}`] : [waits];
}

function look(title) {
  const entries = [...document.querySelectorAll("#offers-list [data-handoff], #waiting-list [data-handoff]")];
  document.title = entries.length ? `(${entries.length}) ${title}` : title;
  const stored = sessionStorage.getItem(SEEN_KEY);
  const seen = new Set(JSON.parse(stored ?? "[]"));
  const fresh = entries.filter((entry) => marks(entry).some((mark) => !seen.has(mark)));
  sessionStorage.setItem(SEEN_KEY, JSON.stringify(entries.flatMap(marks)));
  // What was there when the tab was opened is not news.
  if (stored === null || !fresh.length) return;
  const words = (some) => some.map((entry) => entry.dataset.reason).join("; ");
  const offered = fresh.filter((entry) => entry.closest("#offers-list"));
  const rest = fresh.filter((entry) => !offered.includes(entry));
  const said = [];
  if (offered.length) said.push(`Offered to you: ${words(offered)}`);
  if (rest.length) said.push(`A new customer waits: ${words(rest)}`);
  document.getElementById("announcer").textContent = said.join(". ");
  if (soundOn() && onDuty()) ring();
}

export function startWatch() {
  const title = document.title;
  const button = document.getElementById("sound");
  const show = () => button.setAttribute("aria-pressed", String(soundOn()));
  button.addEventListener("click", () => {
    localStorage.setItem(SOUND_KEY, soundOn() ? "off" : "on");
    show();
    if (soundOn()) ring();
  });
  show();
  look(title);
  document.addEventListener("htmx:afterSettle", (event) => event.target.id === "queue" && look(title));
}
