// Shows the conversation: confirmed events in a log that only grows, messages on their way below it.

import { splitLinks } from "../core/links.js";
import { el, icon } from "./dom.js";
import { WORDS, shortTime } from "./wording.js";

/** @typedef {import("../core/types.js").ChatEvent} ChatEvent */
/** @typedef {import("../core/types.js").OutboxEntry} OutboxEntry */

/** Numbers of orders and cases, which must not be torn at their hyphens. */
const REFERENCE = /(\b[A-Z]-\d[\d-]*\d\b)/;

/** @param {string} text @returns {(Node | string)[]} */
function withLinks(text) {
  return splitLinks(text).flatMap(({ text: words, href }) =>
    href
      ? [el("a", { href, target: "_blank", rel: "noopener noreferrer nofollow" }, words)]
      : words.split(REFERENCE).map((part, index) => (index % 2 ? el("span", { class: "whole" }, part) : part)),
  );
}

/** @param {ChatEvent} event @returns {string} */
export function speaker({ author, name }) {
  if (author === "agent") return name || WORDS.agentUnnamed;
  return { assistant: WORDS.assistant, customer: WORDS.you, system: WORDS.notice }[author] ?? WORDS.notice;
}

/** @param {"check" | "clock"} kind @param {string} label */
function tick(kind, label) {
  return el("span", { class: `tick ${kind}`, role: "img", "aria-label": label, title: label }, icon(kind));
}

/** @param {string} kind @param {string} who @param {number | string} at */
function startGroup(kind, who, at) {
  const time = shortTime(at);
  const label = el("p", { class: "label" }, el("span", { dir: "auto", class: "who" }, who));
  if (time) label.append(el("time", { datetime: new Date(at).toISOString() }, time));
  const group = el("div", { class: `group ${kind}` }, label);
  if (kind === "assistant" || kind === "agent") {
    group.prepend(el("span", { class: "avatar", "aria-hidden": "true" }, icon(kind === "agent" ? "person" : "spark")));
  }
  return group;
}

/** @param {ChatEvent} event @returns {string} what a change of holder or an end is called when the desk sends no words */
function wordsOf(event) {
  if (event.text) return event.text;
  if (event.type === "closed") return WORDS.closed;
  if (event.type !== "holder") return "";
  return (event.holder ?? event.author) === "agent"
    ? WORDS.agentJoined(event.name || WORDS.agentUnnamed)
    : WORDS.agentLeft;
}

export function createMessageList() {
  const log = el("div", { class: "log", role: "log", "aria-label": WORDS.log });
  let lastSpeaker = "";
  /** @type {HTMLElement | null} */
  let group = null;

  /** @param {string} key @param {string} kind @param {string} who @param {number | string} at */
  const groupFor = (key, kind, who, at) => {
    if (!group || key !== lastSpeaker) log.append((group = startGroup(kind, who, at)));
    lastSpeaker = key;
    return group;
  };

  return {
    log,

    /** @param {boolean} busy a screen reader stays silent while the history is filled in */
    setBusy: (busy) => (busy ? log.setAttribute("aria-busy", "true") : log.removeAttribute("aria-busy")),

    /** @param {ChatEvent} event @returns {HTMLElement | undefined} the bubble, when the event has words */
    append(event) {
      const text = wordsOf(event);
      if (!text) return undefined;
      const kind = event.type === "message" ? event.author : "system";
      const who = kind === "system" ? WORDS.notice : speaker(event);
      const bubble = el("div", { class: "bubble", dir: "auto", "data-seq": String(event.seq) }, ...withLinks(text));
      if (kind === "customer") bubble.append(tick("check", WORDS.saved));
      if (event.buttons?.length) {
        const offered = WORDS.choicesOffered(event.buttons.map(({ title }) => title));
        bubble.append(el("span", { class: "hidden-text" }, ` ${offered}`));
      }
      groupFor(kind + who, kind, who, event.at).append(bubble);
      return bubble;
    },

    /** Something the widget itself has to say; it is not part of the kept conversation. @param {string} text */
    tell(text) {
      groupFor("widget", "system", WORDS.notice, Date.now()).append(el("div", { class: "bubble" }, text));
    },

    clear() {
      log.replaceChildren();
      group = null;
      lastSpeaker = "";
    },
  };
}

/**
 * @typedef {object} OutboxActions
 * @property {(entry: OutboxEntry) => void} edit
 * @property {(entry: OutboxEntry) => void} again
 * @property {(entry: OutboxEntry) => void} remove
 */

/** @param {OutboxActions} actions */
export function createOutboxList(actions) {
  const list = el("div", { class: "outbox", role: "group", "aria-label": WORDS.outbox, hidden: true });

  /** @param {OutboxEntry} entry */
  const failure = (entry) =>
    el(
      "div",
      { class: "failure" },
      el("p", { dir: "auto" }, [WORDS.failed, entry.reason].filter(Boolean).join(" ")),
      el("button", { type: "button", click: () => actions.edit(entry) }, WORDS.edit),
      el("button", { type: "button", click: () => actions.again(entry) }, WORDS.again),
      el("button", { type: "button", click: () => actions.remove(entry) }, WORDS.remove),
    );

  return {
    list,

    /** @param {OutboxEntry[]} entries */
    show(entries) {
      list.hidden = entries.length === 0;
      if (list.hidden) return list.replaceChildren();
      const group = startGroup("customer", WORDS.you, entries[0].at);
      for (const entry of entries) {
        const bubble = el("div", { class: `bubble ${entry.state}`, dir: "auto" }, ...withLinks(entry.text));
        if (entry.state === "waiting") bubble.append(tick("clock", WORDS.waiting));
        if (entry.state === "saved") bubble.append(tick("check", WORDS.saved));
        group.append(bubble);
        if (entry.state === "failed") group.append(failure(entry));
      }
      list.replaceChildren(group);
    },
  };
}
