// Every word the widget itself says.

export const WORDS = {
  openChat: "Chat with us",
  unread: (/** @type {number} */ count) => (count === 1 ? "1 new message" : `${count} new messages`),
  closeChat: "Close the chat",
  more: "More",
  titleDefault: "Help",
  assistant: "Assistant (bot)",
  agentUnnamed: "Support agent",
  agentRole: (/** @type {string} */ name) => `${name} · a person`,
  you: "You",
  notice: "Notice",
  introTitle: "How can we put it right?",
  introBot: "You are talking with an automated assistant (a bot). You can ask for a person at any time.",
  introPrivacy: "What you write here is kept so that we can look into your case.",
  log: "Conversation",
  outbox: "Messages on their way",
  choices: "Suggested answers",
  choicesOffered: (/** @type {string[]} */ titles) => `Suggested answers: ${titles.join(", ")}.`,
  assistantWrites: "The assistant is writing",
  agentWrites: (/** @type {string} */ name) => `${name} is writing`,
  message: "Your message",
  placeholder: "Write a message…",
  send: "Send",
  counter: (/** @type {number} */ left) =>
    left >= 0 ? `${left} characters left` : `${-left} characters too many — please shorten your message`,
  person: "Talk to a person",
  personAsk: "I want to talk to a person",
  personAsked: "Asked for a person",
  personHere: "You are talking to a person",
  agentJoined: (/** @type {string} */ name) => `${name} has joined the conversation.`,
  agentLeft: "You are talking with the automated assistant (a bot) again.",
  closed: "This conversation is closed.",
  startNew: "Start a new conversation",
  startNewSure: "Start anew? This conversation will no longer be shown here.",
  gone: "This conversation is no longer kept. Your next message starts a new one.",
  newer: "More below",
  waiting: "Waiting to be sent",
  saved: "Sent",
  failed: "Not sent.",
  edit: "Edit",
  again: "Try again",
  remove: "Remove",
  lostKept: "Connection lost — your message is kept and will be sent.",
  lost: "Connection lost — trying again…",
  noFiles: "Files cannot be sent here yet. Please describe in words what they show.",
  contact: "Contact details",
  contactTitle: "How can we reach you?",
  contactWhy: "We use this for your case and for calling you back, nothing else.",
  contactName: "Name",
  contactEmail: "E-mail",
  contactPhone: "Phone",
  contactSave: "Save",
  contactSaving: "Saving…",
  contactLater: "Not now",
  contactNeeded: "Please give an e-mail address or a phone number.",
  contactEmailWrong: "This e-mail address looks incomplete.",
  contactPhoneWrong: "This phone number looks incomplete.",
  contactFailed: "This could not be saved. Nothing you typed is lost; please try again.",
  contactSaved: "Your contact details are saved.",
  contactGiven: "I have left my contact details.",
};

/** @param {number | string} at @returns {string} the hour, or the day as well when it is not today */
export function shortTime(at) {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return "";
  /** @type {Intl.DateTimeFormatOptions} */
  const hour = { hour: "2-digit", minute: "2-digit" };
  const today = date.toDateString() === new Date().toDateString();
  return date.toLocaleString([], today ? hour : { day: "numeric", month: "short", ...hour });
}
