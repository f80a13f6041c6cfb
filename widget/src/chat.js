// Connects the conversation with what is seen of it.

import { createConversation } from "./core/conversation.js";
import { createDeskApi } from "./core/desk_api.js";
import { createKeeper } from "./core/locks.js";
import { markTitle } from "./core/page_title.js";
import { openStorage } from "./core/storage.js";
import { createUnread, isReadName } from "./core/unread.js";
import { createChoices } from "./view/choices.js";
import { createComposer } from "./view/composer.js";
import { createContactForm } from "./view/contact_form.js";
import { createLauncher } from "./view/launcher.js";
import { createMenu } from "./view/menu.js";
import { createMessageList, createOutboxList, speaker } from "./view/message_list.js";
import { createPanel } from "./view/panel.js";
import { createScroller } from "./view/scroller.js";
import { PanelConduct } from "./view/conduct.js";
import { WORDS } from "./view/wording.js";

/** @typedef {import("./core/types.js").ChatEvent} ChatEvent */
/** @typedef {import("./core/types.js").Choice} Choice */

const TYPING_ENDS_MS = 30_000;
const LOST_SHOWN_AFTER_MS = 1_500;
const RESTS_AFTER_MS = 30_000;
const TOLD_FOR_MS = 8_000;
const GIVE_CONTACT = "give_contact";
const REQUEST_AGENT = "request_agent";

export class Chat {
  /** @type {import("./core/types.js").Connection} */
  #connection = "idle";
  #lostLong = false;
  #told = "";
  /** @type {Record<string, ReturnType<typeof setTimeout>>} */
  #timers = {};
  #agentName = "";
  /** @type {(() => boolean) | null} */
  #keeps = null;

  /** @param {ShadowRoot} root @param {string} deskUrl @param {string} heading */
  constructor(root, deskUrl, heading) {
    const storage = openStorage(deskUrl);
    this.deskUrl = deskUrl;
    this.list = createMessageList();
    this.outboxList = createOutboxList({
      edit: (entry) => {
        this.conversation.discard(entry.client_id);
        this.composer.write(entry.text);
      },
      again: (entry) => this.conversation.repeat(entry),
      remove: (entry) => this.conversation.discard(entry.client_id),
    });
    this.choices = createChoices((choice) => this.#take(choice));
    this.composer = createComposer({
      send: (text) => this.#say(text),
      typing: () => this.conversation.noteTyping(),
      tell: (words) => this.tell(words),
    });
    this.contact = createContactForm({
      save: (contact) => this.conversation.saveContact(contact),
      saved: (asked) => this.#contactSaved(asked),
      closed: () => this.composer.field.focus(),
    });
    this.menu = createMenu({ contact: () => this.contact.open(false), startNew: () => this.#startNew() });
    this.launcher = createLauncher(() => this.open());
    this.panel = createPanel({
      title: heading,
      menu: this.menu,
      log: this.list.log,
      outbox: this.outboxList.list,
      choices: this.choices.box,
      contact: this.contact.form,
      composer: this.composer,
      scroller: (...children) => (this.scroller = createScroller(...children)),
      onClose: () => this.close(),
      onPerson: () => this.#askForPerson(),
      onStartNew: () => this.#startNew(),
    });
    /** @type {ReturnType<typeof createScroller>} */
    this.scroller;
    this.conduct = new PanelConduct(root, this);
    this.unread = createUnread(storage, (count) => this.#showUnread(count));
    this.conversation = createConversation(createDeskApi(deskUrl, (...args) => fetch(...args)), storage, {
      onEvent: (event) => this.#show(event),
      onOutbox: () => this.#showOutbox(),
      onConnection: (state) => this.#setConnection(state),
      onHistory: (loading) => this.list.setBusy(loading),
      onSignal: (name, data) => name === "typing" && this.#setTyping(data),
      onReset: () => this.#reset(),
      onGone: () => this.list.tell(WORDS.gone),
    });
    this.storage = storage;
    root.append(this.launcher.button, this.panel.box);
  }

  start() {
    // A page opened behind the others has nobody to show anything to yet.
    this.conversation.rest(document.visibilityState === "hidden");
    this.conversation.start();
    this.conduct.start();
    this.look();
    this.stopWatching = this.storage.watch((name) => isReadName(name) && this.unread.refresh());
  }

  stop() {
    this.conversation.stop();
    this.conduct.stop();
    this.stopWatching?.();
    Object.values(this.#timers).forEach(clearTimeout);
  }

  /** @param {string} [draft] */
  open(draft) {
    this.#keeps ??= createKeeper(`amends-line ${this.deskUrl}`);
    this.conduct.open();
    if (draft) this.composer.write(draft);
  }

  close() {
    this.conduct.close();
  }

  /** Whether the customer can see the conversation now. */
  look() {
    const open = !this.panel.box.hidden;
    const visible = document.visibilityState === "visible";
    this.unread.look(open && visible);
    // Of the hidden tabs with an open panel one goes on listening, so that its title can say what has come.
    const wanted = () => visible || (open && (this.#keeps?.() ?? false));
    if (wanted()) this.conversation.rest(false);
    this.#after("rest", RESTS_AFTER_MS, () => this.conversation.rest(!wanted()));
  }

  /** @param {string} text @param {string} [button] */
  #say(text, button) {
    this.choices.clear();
    this.panel.setEnded(false);
    this.conversation.say(text, button);
    this.scroller.toEnd();
  }

  /** @param {Choice} choice */
  #take(choice) {
    if (choice.id === GIVE_CONTACT) return this.contact.open(true);
    this.#say(choice.title, choice.id);
    this.composer.field.focus();
  }

  #askForPerson() {
    if (this.#agentName || this.#asked) return;
    this.#asked = true;
    this.panel.setPerson("asked");
    this.#say(WORDS.personAsk, REQUEST_AGENT);
  }

  #asked = false;

  /** @param {boolean} asked whether the assistant had asked for it, and waits */
  #contactSaved(asked) {
    this.tell(WORDS.contactSaved);
    if (asked || this.choices.offers(GIVE_CONTACT)) this.#say(WORDS.contactGiven, GIVE_CONTACT);
  }

  #startNew() {
    this.conversation.leave();
    this.composer.field.focus();
  }

  /** @param {ChatEvent} event */
  #show(event) {
    const own = event.author === "customer";
    const bubble = this.list.append(event);
    if (event.type === "notice" && event.author === "system") this.panel.setNoticed(true);
    if (event.type === "holder") this.#setHolder(event);
    if (event.type === "closed") this.panel.setEnded(true);
    if (own) this.choices.clear();
    else if (event.type === "message") this.#settleReply(event);
    // The desk itself may offer a way on: a person, or a call later.
    else if (event.buttons && !this.#agentName) this.choices.offer(event.buttons);
    this.unread.take(event);
    if (own) this.scroller.toEnd();
    else this.scroller.added(bubble);
  }

  /** @param {ChatEvent} event an answer of the assistant or an agent */
  #settleReply(event) {
    this.#setTyping({ author: event.author, on: false });
    if (event.author === "agent") this.#setHolder({ ...event, holder: "agent" });
    this.#asked = false;
    if (!this.#agentName) this.panel.setPerson("ask");
    if (event.buttons) this.choices.offer(event.buttons);
  }

  /** @param {ChatEvent} event */
  #setHolder(event) {
    const byAgent = (event.holder ?? event.author) === "agent";
    this.#agentName = byAgent ? event.name || this.#agentName || WORDS.agentUnnamed : "";
    this.panel.setHolder(this.#agentName);
    if (byAgent) this.choices.clear();
  }

  #showOutbox() {
    const entries = this.conversation.outbox.entries();
    this.outboxList.show(entries);
    if (entries.length > 0) this.choices.clear();
    this.#showStatus();
  }

  /** @param {{ author: string, on: boolean }} typing */
  #setTyping({ author, on }) {
    const byAgent = author === "agent";
    const words = byAgent ? WORDS.agentWrites(this.#agentName || WORDS.agentUnnamed) : WORDS.assistantWrites;
    this.panel.setTyping(on ? words : "", byAgent);
    this.#after("typing", TYPING_ENDS_MS, () => this.panel.setTyping("", false));
  }

  /** @param {import("./core/types.js").Connection} state */
  #setConnection(state) {
    if (state === this.#connection) return;
    this.#connection = state;
    this.#lostLong = false;
    if (state !== "live") this.panel.setTyping("", false);
    // A line that comes back at once is nobody's concern.
    this.#after("lost", LOST_SHOWN_AFTER_MS, () => {
      this.#lostLong = this.#connection === "lost";
      this.#showStatus();
    });
    this.#showStatus();
  }

  #showStatus() {
    const waiting = this.conversation.outbox.next() !== undefined;
    const lost = this.#connection === "lost";
    if (lost && waiting) this.panel.setStatus(WORDS.lostKept);
    else if (lost && this.#lostLong) this.panel.setStatus(WORDS.lost);
    else this.panel.setStatus(this.#told);
  }

  /** Says something for a while in the status line. @param {string} words */
  tell(words) {
    this.#told = words;
    this.#showStatus();
    this.#after("told", TOLD_FOR_MS, () => {
      this.#told = "";
      this.#showStatus();
    });
  }

  /** @param {number} count */
  #showUnread(count) {
    this.launcher.setUnread(count);
    markTitle(document, count);
  }

  #reset() {
    this.list.clear();
    this.choices.clear();
    this.unread.reset();
    this.#agentName = "";
    this.#asked = false;
    this.panel.setHolder("");
    this.panel.setNoticed(false);
    this.panel.setEnded(false);
    this.#setTyping({ author: "assistant", on: false });
  }

  /** @param {string} name @param {number} milliseconds @param {() => void} work */
  #after(name, milliseconds, work) {
    clearTimeout(this.#timers[name]);
    this.#timers[name] = setTimeout(work, milliseconds);
  }
}
