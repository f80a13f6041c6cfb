/** What the player shows of its own: the clock, the ledger at that time, the place in the chart, the gap. */

import { inWords } from "../console/clocks.js";

const SHORTEST_GAP_MS = 700;
const clockOf = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const still = matchMedia("(prefers-reduced-motion: reduce)");

function dots(tag) {
  const element = document.createElement(tag);
  element.className = "gap";
  element.setAttribute("aria-hidden", "true");
  element.append(...["•", "•", "•"].map((dot) => Object.assign(document.createElement("span"), { textContent: dot })));
  return element;
}

export class Stage {
  constructor(root, timeline, { items, turns, times }) {
    Object.assign(this, { root, timeline, items, turns, times });
    this.shown = Object.fromEntries(
      [...root.querySelectorAll("[data-show]")].map((element) => [element.dataset.show, element]),
    );
    this.play = root.querySelector('[data-do="play"]');
    this.all = root.querySelector('[data-do="all"]');
    this.scrub = root.querySelector("#player-scrub");
    // Between turns the dots are an item of the list, within a turn a paragraph.
    this.between = dots("li");
    this.within = dots("p");
  }

  /** Everything is in sight; the player waits. */
  rest() {
    this.play.textContent = "Play from the start";
    this.all.hidden = true;
    this.#noDots();
    this.root.classList.remove("running");
    this.shown.clock.textContent = inWords((this.times.at(-1) - this.times[0]) / 1000);
    this.shown.turn.textContent = `${this.turns.length} turn${this.turns.length === 1 ? "" : "s"}`;
    this.shown.ledger.replaceChildren();
    this.shown.wait.textContent = "";
    this.scrub.value = this.scrub.max;
    this.scrub.setAttribute("aria-valuetext", "The whole conversation");
    this.#chart(Infinity, Infinity);
  }

  /** Show a moment; `fresh` is what has just been said, `loud` whether it is worth telling. */
  draw(clock, { fresh, playing, loud }) {
    const turn = this.turns.filter((each) => each.at <= clock.now).at(-1);
    this.play.textContent = playing ? "Pause" : clock.ended ? "Play again" : "Play";
    this.all.hidden = false;
    this.root.classList.add("running");
    const since = inWords((clock.now - this.times[0]) / 1000);
    this.shown.clock.textContent = `${clockOf.format(clock.now)} · ${since} of ${inWords((this.times.at(-1) - this.times[0]) / 1000)}`;
    this.shown.turn.textContent = turn ? `Turn ${turn.number} of ${this.turns.length}` : "Before the first turn";
    this.shown.wait.textContent = this.#waiting(clock, playing);
    this.scrub.setAttribute("aria-valuetext", `${this.shown.turn.textContent}, ${since}`);
    const settled = this.turns.filter((each) => each.settled <= clock.now && each.score !== null).at(-1);
    this.#ledger(settled);
    this.#chart(turn?.number ?? 0, clock.now);
    this.#place(clock, playing);
    if (!loud) return;
    this.#follow(fresh, turn);
    this.#tell(fresh, settled);
  }

  #waiting(clock, playing) {
    if (clock.skipped && clock.wait) return `Skipped ${inWords(clock.skipped / 1000)} of waiting`;
    return playing && clock.wait > 1000 ? `Next in ${inWords(clock.wait / 1000)}` : "";
  }

  #ledger(turn) {
    if (!turn) {
      this.shown.ledger.replaceChildren("No ledger yet");
      return;
    }
    const chip = document.createElement("span");
    chip.className = `chip band band-${turn.band}`;
    chip.textContent = `${turn.band[0].toUpperCase()}${turn.band.slice(1)} ${Math.round(turn.score * 100)}`;
    this.shown.ledger.replaceChildren("Ledger ", chip);
  }

  #chart(number, now) {
    for (const each of document.querySelectorAll(".chart-plot [data-since-ms]")) {
      each.classList.toggle("ahead", Number(each.dataset.sinceMs) > now);
    }
    for (const each of document.querySelectorAll(".chart-plot [data-turn]")) {
      each.classList.toggle("ahead", Number(each.dataset.turn) > number);
      if (Number(each.dataset.turn) === number && each.matches("a")) each.setAttribute("aria-current", "true");
      else each.removeAttribute("aria-current");
    }
  }

  /** Dots where the next words will stand, for as long as they let themselves be waited for. */
  #place(clock, playing) {
    const next = this.items.find(({ element, at }) => at > clock.now && element.dataset.by);
    const card = next?.element.closest("li");
    const wanted = playing && next && clock.wait >= SHORTEST_GAP_MS ? (card.hidden ? this.between : this.within) : null;
    if (!wanted) return this.#noDots();
    const place = wanted === this.between ? card : next.element;
    if (wanted.nextElementSibling === place) return;
    this.#noDots();
    wanted.classList.toggle("answering", !next.element.matches(".by-customer"));
    place.before(wanted);
  }

  #noDots() {
    this.between.remove();
    this.within.remove();
  }

  #follow(fresh, turn) {
    const target = fresh.at(-1) ?? turn?.element;
    target?.scrollIntoView({ block: "nearest", behavior: still.matches ? "auto" : "smooth" });
  }

  #tell(fresh, settled) {
    const said = fresh.slice(-2).map((each) => `${each.dataset.by}: ${each.querySelector(".bubble").textContent.trim()}`);
    if (settled) said.push(`Ledger ${Math.round(settled.score * 100)}, ${settled.band}`);
    this.shown.heard.textContent = said.join(". ");
  }
}
