import assert from "node:assert/strict";
import { test } from "node:test";
import { openOutbox } from "../src/core/outbox.js";
import { createSender } from "../src/core/sender.js";
import { createSession } from "../src/core/session.js";
import { answer, memoryStorage } from "./fakes.js";

/** @param {{ open?: any[], post?: any[] }} script answers given in turn; the last one stays */
function stage({ open = [answer(201, { id: "c", token: "t" })], post = [answer(202, { seq: 2 })] } = {}) {
  const storage = memoryStorage();
  const posted = [];
  let number = 0;
  const outbox = openOutbox(storage, { now: () => 1, makeId: () => `id-${(number += 1)}` });
  const take = (list) => (list.length > 1 ? list.shift() : list[0]);
  const api = {
    openConversation: async () => take(open),
    postMessage: async (credentials, message) => {
      posted.push({ ...message, to: credentials.id });
      return take(post);
    },
  };
  const session = createSession(storage, () => {});
  const sender = createSender({
    outbox, session, api, random: () => 0, page: () => "", alone: (work) => work(), onChange() {}, onReach() {},
  });
  return { outbox, session, sender, posted };
}

test("a message opens the conversation, is posted once and is saved", async () => {
  const { outbox, sender, session, posted } = stage();
  outbox.add("hello");
  await sender.kick();
  assert.deepEqual(posted, [{ client_id: "id-1", text: "hello", to: "c" }]);
  assert.equal(outbox.entries()[0].state, "saved");
  assert.deepEqual(session.read(), { id: "c", token: "t" });
});

test("a lost answer is tried again with the same client id", async () => {
  const { outbox, sender, posted } = stage({ post: [answer(0), answer(503), answer(202, { seq: 2 })] });
  outbox.add("hello");
  await sender.kick();
  assert.deepEqual(posted.map((post) => post.client_id), ["id-1", "id-1", "id-1"]);
  assert.equal(outbox.entries()[0].state, "saved");
});

test("a refused message fails with the desk's reason and does not hold up the next", async () => {
  const { outbox, sender, posted } = stage({ post: [answer(422, { detail: "Not like this." }), answer(202, { seq: 2 })] });
  outbox.add("bad");
  outbox.add("good");
  await sender.kick();
  assert.deepEqual(posted.map((post) => post.text), ["bad", "good"]);
  assert.deepEqual(outbox.entries().map(({ state, reason }) => [state, reason]), [["failed", "Not like this."], ["saved", undefined]]);
});

test("a conversation that is gone is replaced, and the message goes to the new one", async () => {
  const { outbox, sender, session, posted } = stage({ post: [answer(404), answer(202, { seq: 2 })] });
  session.begin({ id: "old", token: "x" });
  outbox.add("hello");
  await sender.kick();
  assert.deepEqual(posted.map((post) => post.to), ["old", "c"]);
  assert.equal(session.read().id, "c");
});

test("a desk that denies its own new conversation ends the attempts", async () => {
  const { outbox, sender, posted } = stage({ post: [answer(401)] });
  outbox.add("hello");
  await sender.kick();
  assert.equal(posted.length, 1);
  assert.equal(outbox.entries()[0].state, "failed");
});
