// The shapes that travel between the desk and the widget.

/** @typedef {"customer" | "assistant" | "agent" | "system"} Author */

/** @typedef {{ id: string, title: string }} Choice a quick reply that the desk has offered */

/**
 * @typedef {object} ChatEvent one numbered entry of the conversation
 * @property {number} seq
 * @property {"message" | "notice" | "holder" | "closed"} type
 * @property {Author} author
 * @property {string} text
 * @property {Choice[]} [buttons]
 * @property {string} at ISO time, UTC
 * @property {string} [client_id] set on the customer's own messages
 * @property {string | null} [name] the agent's name, when the desk tells it
 * @property {"assistant" | "agent"} [holder] on holder events: who may speak now
 */

/**
 * @typedef {object} OutboxEntry a message the customer has sent, until it is seen in the conversation
 * @property {string} client_id
 * @property {number} order entries are sent in this order
 * @property {string} text
 * @property {string} [button_id]
 * @property {"waiting" | "saved" | "failed"} state
 * @property {number} [seq] its number in the conversation, once the desk has it
 * @property {string} [reason] why the desk refused it
 * @property {number} at milliseconds since the epoch
 */

/** @typedef {{ id: string, token: string }} Credentials of one conversation */

/** @typedef {{ name?: string, email?: string, phone?: string }} Contact */

/** @typedef {"idle" | "connecting" | "live" | "lost"} Connection */

export {};
