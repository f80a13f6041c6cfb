// Follows one conversation: its history first, then the event stream, opened again whenever it breaks or falls silent.

import { backoffDelay } from "./backoff.js";
import { eventsOf, isGone } from "./desk_api.js";
import { createEventParser } from "./event_parser.js";
import { createPause } from "./waiting.js";

/** @typedef {import("./types.js").ChatEvent} ChatEvent */
/** @typedef {ReturnType<typeof followConversation>} LiveStream */

// The desk sends a heartbeat every 15 s; two missed ones and a little patience mean a dead line.
const STALE_AFTER_MS = 33_000;
const SUSPECT_AFTER_MS = 17_000;

/**
 * @typedef {object} StreamParts
 * @property {import("./desk_api.js").DeskApi} api
 * @property {import("./types.js").Credentials} credentials
 * @property {import("./timeline.js").Timeline} timeline
 * @property {() => number} random
 * @property {() => number} now milliseconds
 * @property {(loading: boolean) => void} onHistory
 * @property {(name: string, data: any) => void} onSignal events that are not stored: typing and receipts
 * @property {(state: import("./types.js").Connection) => void} onConnection
 * @property {() => void} onGone
 */

/** @param {StreamParts} parts */
export function followConversation(parts) {
  const { api, credentials, timeline, onConnection } = parts;
  const pause = createPause();
  let stopped = false;
  let attempt = 0;
  let heardAt = 0;
  /** @type {AbortController | null} */
  let open = null;

  /** @returns {Promise<"ok" | "lost" | "gone">} */
  const catchUp = async () => {
    for (;;) {
      const before = timeline.last;
      const answer = await api.readMessages(credentials, before);
      if (stopped) return "lost";
      if (isGone(answer.status)) return "gone";
      if (answer.status !== 200) return "lost";
      eventsOf(answer).forEach((event) => timeline.take(event));
      if (timeline.last === before) return "ok";
    }
  };

  /** @param {import("./event_parser.js").StreamEvent} raw */
  const receive = async ({ event, data }) => {
    let parsed;
    try {
      parsed = JSON.parse(data);
    } catch {
      return;
    }
    if (event === "typing" || event === "receipt") return parts.onSignal(event, parsed);
    if (typeof parsed?.seq !== "number") return;
    if (timeline.hasGapBefore(parsed)) await catchUp();
    if (!stopped) timeline.take(parsed);
  };

  /** @param {ReadableStream<Uint8Array>} body */
  const readAll = async (body) => {
    /** @type {import("./event_parser.js").StreamEvent[]} */
    const arrived = [];
    const parse = createEventParser((event) => arrived.push(event));
    const decoder = new TextDecoder();
    const reader = body.getReader();
    for (;;) {
      const silence = setTimeout(() => open?.abort(), STALE_AFTER_MS);
      const { done, value } = await reader.read().finally(() => clearTimeout(silence));
      if (done || stopped) return;
      heardAt = parts.now();
      parse(decoder.decode(value, { stream: true }));
      for (const event of arrived.splice(0)) await receive(event);
    }
  };

  /** @returns {Promise<"lost" | "gone">} */
  const listen = async () => {
    open = new AbortController();
    try {
      const response = await api.openEvents(credentials, timeline.last, open.signal);
      if (isGone(response.status)) return "gone";
      if (response.ok && response.body) {
        attempt = 0;
        heardAt = parts.now();
        onConnection("live");
        await readAll(response.body);
      }
    } catch {
      // A broken line is expected; the caller opens the next one.
    } finally {
      open = null;
    }
    return "lost";
  };

  const run = async () => {
    onConnection("connecting");
    for (let loaded = false; !stopped; ) {
      if (!loaded) parts.onHistory(true);
      let outcome = loaded ? "ok" : await catchUp();
      if (outcome === "ok") {
        if (!loaded) parts.onHistory(false);
        loaded = true;
        outcome = await listen();
      }
      if (stopped) return;
      if (outcome === "gone") return parts.onGone();
      onConnection("lost");
      await pause.wait(backoffDelay(attempt++, parts.random));
    }
  };

  run();

  return {
    /** The page is looked at again or the network is back: do not wait for the next attempt. */
    wake() {
      if (open && parts.now() - heardAt > SUSPECT_AFTER_MS) open.abort();
      attempt = 0;
      pause.wake();
    },
    /** The browser says that there is no network. */
    interrupt: () => open?.abort(),
    stop() {
      stopped = true;
      open?.abort();
      pause.wake();
    },
  };
}
