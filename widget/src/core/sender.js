// Sends the outbox in order, one message at a time, again and again until the desk has it or refuses it.

import { backoffDelay } from "./backoff.js";
import { isGone, mayRetry } from "./desk_api.js";
import { createPause } from "./waiting.js";

/**
 * @typedef {object} SenderParts
 * @property {import("./outbox.js").Outbox} outbox
 * @property {import("./desk_api.js").DeskApi} api
 * @property {import("./session.js").Session} session
 * @property {import("./locks.js").RunAlone} alone
 * @property {() => number} random
 * @property {() => string} page
 * @property {() => void} onChange the outbox or the session may look different now
 * @property {(reached: boolean) => void} onReach whether the desk could be reached
 */

/** @param {SenderParts} parts */
export function createSender({ outbox, api, session, alone, random, page, onChange, onReach }) {
  const pause = createPause();
  let running = false;

  /**
   * @param {import("./desk_api.js").Answer} answer @param {string} client_id
   * @returns {number | null} milliseconds to wait, at least, before the next attempt; null when it is decided
   */
  const settleFailure = (answer, client_id) => {
    if (mayRetry(answer.status)) return answer.retryAfter * 1000;
    outbox.update(client_id, { state: "failed", reason: answer.body?.detail ?? answer.body?.error ?? "" });
    return null;
  };

  /** @returns {Promise<number | null>} as settleFailure */
  const sendNext = async () => {
    const entry = outbox.next();
    if (!entry) return null;
    const { client_id, text, button_id } = entry;
    for (let opened = false; ; ) {
      let credentials = session.read();
      if (!credentials) {
        const answer = await api.openConversation(page());
        onReach(!mayRetry(answer.status));
        if (answer.status !== 201) return settleFailure(answer, client_id);
        credentials = session.begin(answer.body);
        opened = true;
      }
      const answer = await api.postMessage(credentials, { client_id, text, ...(button_id ? { button_id } : {}) });
      onReach(!mayRetry(answer.status));
      if (answer.status === 202) {
        outbox.update(client_id, { state: "saved", seq: answer.body?.seq });
        return null;
      }
      if (!isGone(answer.status) || opened) return settleFailure(answer, client_id);
      session.forget(credentials);
    }
  };

  const run = async () => {
    for (let attempt = 0; outbox.next(); ) {
      const waitAtLeast = await alone(sendNext);
      onChange();
      if (waitAtLeast === null) attempt = 0;
      else await pause.wait(Math.max(waitAtLeast, backoffDelay(attempt++, random)));
    }
  };

  return {
    /** Something was put into the outbox, or the desk may be reachable again. */
    async kick() {
      pause.wake();
      if (running) return;
      running = true;
      try {
        await run();
      } finally {
        running = false;
      }
    },
  };
}
