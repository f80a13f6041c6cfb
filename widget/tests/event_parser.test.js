import assert from "node:assert/strict";
import { test } from "node:test";
import { createEventParser } from "../src/core/event_parser.js";

const STREAM = ': hello\r\n\r\nid: 7\r\ndata: {"a":\r\ndata: 1}\r\n\r\nevent: typing\ndata:{"on":true}\n\n: beat\n\n';

function parse(pieces) {
  const events = [];
  const feed = createEventParser((event) => events.push(event));
  pieces.forEach(feed);
  return events;
}

test("events are read with id, name and joined data; comments are left out", () => {
  assert.deepEqual(parse([STREAM]), [
    { event: "message", id: "7", data: '{"a":\n1}' },
    { event: "typing", id: "", data: '{"on":true}' },
  ]);
});

test("it does not matter where the stream is cut", () => {
  const whole = parse([STREAM]);
  assert.deepEqual(parse([...STREAM]), whole);
  for (let at = 1; at < STREAM.length; at += 1) {
    assert.deepEqual(parse([STREAM.slice(0, at), STREAM.slice(at)]), whole, `cut at ${at}`);
  }
});

test("an event whose end has not come is not told", () => {
  assert.deepEqual(parse(["id: 1\ndata: half\n"]), []);
});
