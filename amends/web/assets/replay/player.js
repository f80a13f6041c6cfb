/** The player: steps through a conversation with its clock, showing at each moment only what had been said. */

import { Clock } from "./clock.js";
import { listenToKeys } from "./keys.js";
import { momentsOf, showUntil } from "./moments.js";
import { Stage } from "./stage.js";

const TICK_MS = 100;
const SPEEDS = [1, 4, 16];

export function startPlayer(root, timeline) {
  const { items, turns, times } = momentsOf(timeline);
  if (times.length === 0) return;
  const clock = new Clock(times);
  const stage = new Stage(root, timeline, { items, turns, times });
  const scrub = root.querySelector("#player-scrub");
  const deed = (name) => root.querySelector(`[data-do="${name}"]`);
  let timer = 0;
  let started = false;

  const draw = (loud) => {
    started = true;
    const fresh = showUntil(items, clock.now);
    scrub.value = clock.index;
    stage.draw(clock, { fresh, playing: timer !== 0, loud });
  };
  const pause = () => {
    clearInterval(timer);
    timer = 0;
  };
  const play = () => {
    if (timer) pause();
    else {
      if (!started || clock.ended) clock.goTo(times[0]);
      let last = performance.now();
      timer = setInterval(() => {
        const before = clock.index;
        // A tab in the background is not called; what it missed is not made up for.
        clock.pass(Math.min(performance.now() - last, 5 * TICK_MS));
        last = performance.now();
        if (clock.ended) pause();
        draw(clock.index !== before);
      }, TICK_MS);
    }
    draw(true);
  };
  const seek = (at) => {
    pause();
    clock.goTo(at);
    draw(true);
  };
  const turnBy = (step) => {
    const past = started ? turns.filter((turn) => turn.settled <= clock.now).length : 0;
    // Between two turns, "before" leads to the end of the one that is over.
    const inside = started && past > 0 && turns[past - 1].settled < clock.now;
    const wanted = step > 0 ? past : past - (inside ? 1 : 2);
    seek(turns[wanted]?.settled ?? (step > 0 ? times[times.length - 1] : times[0]));
  };
  const showAll = () => {
    pause();
    started = false;
    showUntil(items, Infinity);
    stage.rest();
  };
  const setSpeed = (speed) => {
    clock.speed = speed;
    for (const each of root.querySelectorAll("[data-speed]")) {
      each.setAttribute("aria-pressed", String(Number(each.dataset.speed) === speed));
    }
  };
  const speedBy = (step) => {
    setSpeed(SPEEDS[Math.min(Math.max(SPEEDS.indexOf(clock.speed) + step, 0), SPEEDS.length - 1)]);
  };

  scrub.max = times.length - 1;
  scrub.addEventListener("input", () => seek(times[Number(scrub.value)]));
  deed("play").addEventListener("click", play);
  deed("back").addEventListener("click", () => turnBy(-1));
  deed("on").addEventListener("click", () => turnBy(1));
  deed("all").addEventListener("click", showAll);
  deed("skip").addEventListener("change", (event) => (clock.skips = event.target.checked));
  for (const each of root.querySelectorAll("[data-speed]")) {
    each.addEventListener("click", () => setSpeed(Number(each.dataset.speed)));
  }
  for (const link of document.querySelectorAll(".chart-plot a[data-turn]")) {
    link.addEventListener("click", () => {
      const turn = turns.find((each) => each.number === Number(link.dataset.turn));
      if (started && turn) seek(turn.settled);
    });
  }
  listenToKeys(deed("keys"), {
    " ": play,
    ArrowLeft: () => turnBy(-1),
    ArrowRight: () => turnBy(1),
    // Before it has begun, these keys move the page as everywhere.
    Home: () => started && seek(times[0]),
    End: () => started && seek(times[times.length - 1]),
    "[": () => speedBy(-1),
    "]": () => speedBy(1),
  });
  stage.rest();
  root.hidden = false;
}
