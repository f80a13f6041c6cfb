// The dialog: head, line status, conversation, quick replies, tools and composer put together.

import { el, icon } from "./dom.js";
import { WORDS } from "./wording.js";

/**
 * @typedef {object} PanelParts
 * @property {string} title
 * @property {{ button: Node, list: Node }} menu
 * @property {Node} log
 * @property {Node} outbox
 * @property {Node} choices
 * @property {Node} contact
 * @property {{ form: Node, counter: Node }} composer
 * @property {(...children: Node[]) => { box: Node, newer: Node }} scroller
 * @property {() => void} onClose
 * @property {() => void} onPerson
 * @property {() => void} onStartNew
 */

/** @param {PanelParts} parts */
export function createPanel(parts) {
  const who = el("p", { class: "role", dir: "auto" }, WORDS.assistant);
  const mark = el("span", { class: "mark", "aria-hidden": "true" }, icon("spark"));
  const status = el("p", { class: "status", role: "status" });
  const introWords = el("div", {}, el("p", {}, WORDS.introBot), el("p", { class: "fine" }, WORDS.introPrivacy));
  const intro = el("div", { class: "intro" }, el("h3", {}, WORDS.introTitle), introWords);
  const typingWords = el("span", { class: "hidden-text" });
  const typingAvatar = el("span", { class: "avatar", "aria-hidden": "true" });
  const typing = el(
    "div",
    { class: "typing", hidden: true },
    typingAvatar,
    el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")),
    typingWords,
  );
  const person = el("button", { type: "button", class: "person", click: () => parts.onPerson() }, icon("person"), WORDS.person);
  const anew = el("button", { type: "button", class: "primary", click: () => parts.onStartNew() }, WORDS.startNew);
  const ended = el("div", { class: "ended", hidden: true }, anew);
  const scroller = parts.scroller(intro, parts.log, parts.outbox, typing, parts.choices, parts.contact, ended);

  const box = el(
    "section",
    { class: "panel", role: "dialog", "aria-labelledby": "title", tabindex: "-1", hidden: true },
    el(
      "div",
      { class: "head" },
      mark,
      el("div", { class: "titles" }, el("h2", { id: "title", dir: "auto" }, parts.title), who),
      parts.menu.button,
      el("button", { type: "button", class: "plain", "aria-label": WORDS.closeChat, click: () => parts.onClose() }, icon("close")),
      parts.menu.list,
    ),
    status,
    scroller.box,
    el(
      "div",
      { class: "foot" },
      scroller.newer,
      el("div", { class: "tools" }, person, parts.composer.counter),
      parts.composer.form,
    ),
  );

  return {
    box,

    /** @param {string} words empty when all is well */
    setStatus(words) {
      if (status.textContent !== words) status.textContent = words;
    },

    /** @param {string} words empty hides it @param {boolean} byAgent */
    setTyping(words, byAgent) {
      typing.hidden = words === "";
      typing.classList.toggle("agent", byAgent);
      typingAvatar.replaceChildren(icon(byAgent ? "person" : "spark"));
      typingWords.textContent = words;
    },

    /** @param {string} name of the agent who holds the conversation, empty while the assistant does */
    setHolder(name) {
      who.textContent = name ? WORDS.agentRole(name) : WORDS.assistant;
      mark.replaceChildren(icon(name ? "person" : "spark"));
      mark.classList.toggle("agent", name !== "");
      this.setPerson(name ? "here" : "ask");
    },

    /** @param {"ask" | "asked" | "here"} state */
    setPerson(state) {
      const words = { ask: WORDS.person, asked: WORDS.personAsked, here: WORDS.personHere }[state];
      person.replaceChildren(icon(state === "asked" ? "check" : "person"), words);
      person.setAttribute("aria-disabled", String(state !== "ask"));
    },

    /** The desk's own notice takes the place of the widget's, so that nothing is said twice. @param {boolean} noticed */
    setNoticed(noticed) {
      introWords.hidden = noticed;
    },

    /** @param {boolean} closed */
    setEnded(closed) {
      ended.hidden = !closed;
    },
  };
}
