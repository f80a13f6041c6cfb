// One customer's conversation as the widget sees it: what is shown, what is still to be sent, and how the line is.

import { createLock } from "./locks.js";
import { followConversation } from "./live_stream.js";
import { isOutboxName, openOutbox } from "./outbox.js";
import { createSender } from "./sender.js";
import { createSession, isSessionName } from "./session.js";
import { createTimeline } from "./timeline.js";

/** @typedef {import("./types.js").ChatEvent} ChatEvent */
/** @typedef {import("./types.js").OutboxEntry} OutboxEntry */

/**
 * @typedef {object} Listener
 * @property {(event: ChatEvent) => void} onEvent in order, once each
 * @property {() => void} onOutbox
 * @property {(state: import("./types.js").Connection) => void} onConnection
 * @property {(loading: boolean) => void} onHistory
 * @property {(name: string, data: any) => void} onSignal
 * @property {() => void} onReset another conversation begins; nothing of the old one is shown
 * @property {() => void} onGone the desk no longer keeps this conversation
 */

const TYPING_EVERY_MS = 1000;
// Browsers tell tabs of each other's storage with a delay; acting at once would send what is already sent.
const RESCUE_AFTER_MS = 4000;

/**
 * @param {import("./desk_api.js").DeskApi} api
 * @param {import("./storage.js").DeskStorage} storage
 * @param {Listener} listener
 */
export function createConversation(api, storage, listener) {
  const now = () => Date.now();
  const random = () => Math.random();
  const outbox = openOutbox(storage, { now, makeId });
  const timeline = createTimeline(settle);
  const session = createSession(storage, follow);
  /** @type {import("./live_stream.js").LiveStream | null} */
  let stream = null;
  let followed = "";
  let resting = false;
  let typingSentAt = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let rescue;
  let stopWatching = () => {};

  const alone = createLock(`amends:${api.deskUrl}`);
  const page = () => location.href.split("#")[0];

  const sender = createSender({
    outbox, api, session, random, alone, page,
    onChange: () => {
      dropSaved((seq) => seq <= timeline.last);
      listener.onOutbox();
    },
    onReach: (reached) => {
      if (!reached) listener.onConnection("lost");
      else if (!stream) listener.onConnection("idle");
    },
  });

  /** @param {ChatEvent} event */
  function settle(event) {
    const shown = outbox.entries().find(
      (entry) => entry.client_id === event.client_id || (entry.seq !== undefined && entry.seq <= event.seq),
    );
    if (shown) outbox.remove(shown.client_id);
    listener.onEvent(event);
    if (shown) listener.onOutbox();
  }

  /** @param {import("./types.js").Credentials | null} credentials */
  function follow(credentials) {
    if ((credentials?.id ?? "") === followed) return;
    stream?.stop();
    stream = null;
    timeline.reset();
    if (followed) listener.onReset();
    followed = credentials?.id ?? "";
    if (!credentials) listener.onConnection("idle");
    else if (!resting) listen(credentials);
  }

  /** @param {import("./types.js").Credentials} credentials */
  function listen(credentials) {
    stream = followConversation({
      api, credentials, timeline, random, now,
      onHistory: listener.onHistory,
      onSignal: listener.onSignal,
      onConnection: listener.onConnection,
      onGone: () => {
        dropSaved(() => true);
        session.forget(credentials);
        listener.onGone();
        sender.kick();
      },
    });
  }

  /** @param {(seq: number) => boolean} which of the saved entries the conversation shows, or never will */
  function dropSaved(which) {
    for (const { state, client_id, seq } of outbox.entries()) {
      if (state === "saved" && which(seq ?? Infinity)) outbox.remove(client_id);
    }
  }

  const wake = () => {
    if (document.visibilityState === "hidden") return;
    stream?.wake();
    sender.kick();
  };
  const interrupt = () => stream?.interrupt();

  /** @param {string} name a stored value that another tab has changed */
  const heard = (name) => {
    if (isSessionName(name)) follow(session.read());
    if (!isOutboxName(name)) return;
    listener.onOutbox();
    // That tab sends it itself; it may be closed before it has, and then this one does.
    clearTimeout(rescue);
    rescue = setTimeout(() => sender.kick(), RESCUE_AFTER_MS);
  };

  return {
    outbox,
    session,

    start() {
      stopWatching = storage.watch(heard);
      addEventListener("online", wake);
      addEventListener("pageshow", wake);
      addEventListener("offline", interrupt);
      document.addEventListener("visibilitychange", wake);
      follow(session.read());
      listener.onOutbox();
      sender.kick();
    },

    stop() {
      stopWatching();
      clearTimeout(rescue);
      removeEventListener("online", wake);
      removeEventListener("pageshow", wake);
      removeEventListener("offline", interrupt);
      document.removeEventListener("visibilitychange", wake);
      stream?.stop();
    },

    /**
     * Lets go of the line while nobody can see the conversation in this tab: a browser opens six lines
     * to one desk at most, and a customer's seventh tab could not send any more.
     *
     * @param {boolean} rest
     */
    rest(rest) {
      if (rest === resting) return;
      resting = rest;
      if (rest) {
        stream?.stop();
        stream = null;
        return;
      }
      const credentials = session.read();
      if (credentials?.id === followed) listen(credentials);
      else follow(credentials);
    },

    /** @param {string} text @param {string} [button_id] */
    say(text, button_id) {
      outbox.add(text, button_id);
      listener.onOutbox();
      sender.kick();
    },

    /** A refused message is sent again as a new one. @param {OutboxEntry} entry */
    repeat(entry) {
      outbox.remove(entry.client_id);
      this.say(entry.text, entry.button_id);
    },

    /** @param {string} client_id */
    discard(client_id) {
      outbox.remove(client_id);
      listener.onOutbox();
    },

    noteTyping() {
      const credentials = session.read();
      if (!credentials || now() - typingSentAt < TYPING_EVERY_MS) return;
      typingSentAt = now();
      api.postTyping(credentials);
    },

    /** @param {import("./types.js").Contact} contact @returns {Promise<{ ok: boolean, reason: string }>} */
    async saveContact(contact) {
      const answer = await alone(async () => {
        const credentials = session.read();
        if (credentials) return api.postContact(credentials, contact);
        const opened = await api.openConversation(page());
        return opened.status === 201 ? api.postContact(session.begin(opened.body), contact) : opened;
      });
      return { ok: answer.status === 204 || answer.status === 200, reason: answer.body?.detail ?? "" };
    },

    /** Begins anew; the desk keeps the old conversation, this browser lets go of it. */
    leave() {
      const credentials = session.read();
      dropSaved(() => true);
      if (credentials) session.forget(credentials);
    },
  };
}

function makeId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
