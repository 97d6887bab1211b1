// Pictures for paper: asked for once, and left out where the server has none.

import assert from "node:assert/strict";
import test from "node:test";

import { fetchPictures } from "./print.js";

function picture(given) {
  const attributes = new Map(Object.entries(given));
  return { attributes, getAttribute: (name) => attributes.get(name) ?? null,
    setAttribute: (name, value) => attributes.set(name, value) };
}

function server(answers, asked) {
  return () => ({
    open(method, address, later) { asked.push([method, address, later]); this.address = address; },
    send() {
      const answer = answers[this.address];
      if (answer === undefined) throw new Error("gone");
      [this.status, this.responseText] = answer;
    },
  });
}

test("a picture is there when printing begins, and is not asked for twice", () => {
  const asked = [];
  const one = picture({ "data-print": "/export/svg?region=510100" });
  const page = { querySelectorAll: () => [one] };
  const request = server({ "/export/svg?region=510100": [200, "<svg>#成都</svg>"] }, asked);
  fetchPictures(page, request);
  fetchPictures(page, request);
  assert.deepEqual(asked, [["GET", "/export/svg?region=510100", false]]);
  const [head, content] = one.attributes.get("src").split(/,(.*)/s);
  assert.equal(head, "data:image/svg+xml;charset=utf-8");
  assert.equal(decodeURIComponent(content), "<svg>#成都</svg>");
});

test("without an answer, or with an error, the page prints without it", () => {
  const pictures = ["/busy", "/gone"].map((address) => picture({ "data-print": address }));
  fetchPictures({ querySelectorAll: () => pictures }, server({ "/busy": [503, "busy"] }, []));
  for (const one of pictures) assert.equal(one.attributes.get("src"), undefined);
});
