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

function look(title) {
  const entries = [...document.querySelectorAll("#waiting-list [data-handoff]")];
  document.title = entries.length ? `(${entries.length}) ${title}` : title;
  const stored = sessionStorage.getItem(SEEN_KEY);
  const seen = new Set(JSON.parse(stored ?? "[]"));
  const fresh = entries.filter((entry) => !seen.has(entry.dataset.handoff));
  sessionStorage.setItem(SEEN_KEY, JSON.stringify(entries.map((entry) => entry.dataset.handoff)));
  // What was there when the tab was opened is not news.
  if (stored === null || !fresh.length) return;
  const said = fresh.map((entry) => entry.dataset.reason).join("; ");
  document.getElementById("announcer").textContent = `A new customer waits: ${said}`;
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
