import assert from "node:assert/strict";
import { test } from "node:test";
import { splitLinks } from "../src/core/links.js";

const links = (text) => splitLinks(text).filter((piece) => piece.href);

test("the pieces joined are the text again", () => {
  const text = "See https://a.example/x, write to help@a.example or tel:+4930123 (https://b.example/y_(z)).";
  assert.equal(splitLinks(text).map((piece) => piece.text).join(""), text);
});

test("web, mail and phone addresses become links without the punctuation after them", () => {
  const text = "See https://a.example/x, write to help@a.example or tel:+4930123 (https://b.example/y_(z)).";
  assert.deepEqual(
    links(text).map((piece) => piece.href),
    ["https://a.example/x", "mailto:help@a.example", "tel:+4930123", "https://b.example/y_(z)"],
  );
});

test("nothing else becomes a link", () => {
  const texts = [
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "JaVaScRiPt:alert(document.domain)",
    "vbscript:x file:///etc/passwd ftp://x.example",
    "https://",
    '<a href="javascript:alert(1)">x</a>',
  ];
  for (const text of texts) assert.deepEqual(links(text), [], text);
});

test("a link ends where HTML would begin", () => {
  assert.deepEqual(links('https://a.example"onmouseover=x').map((piece) => piece.href), ["https://a.example"]);
});
