// The first module of a map: its files and deck.gl are asked for while its other modules still come.

import { loadBundle } from "./bundle.js";
import { essentials } from "./essentials.js";

/** @import { Said } from "./scene.js" */
/** @import { Component, Mounted } from "../types.js" */

const whole = import("./component.js");

/** @param {ShadowRoot} parentElement @returns {Mounted<Said>} */
export default function (parentElement) {
  /** @type {Component<Said> | undefined} */
  let newest;
  /** @type {Mounted<Said> | undefined} */
  let map;
  let ended = false;
  whole.then(({ default: mount }) => {
    if (ended) return;
    map = mount(parentElement);
    if (newest) map.update(newest);
  });
  return {
    update(component) {
      newest = component;
      for (const asked of [essentials(component.data), loadBundle(component.data.bundle)]) {
        asked.catch(() => {}); // the map asks again, and says so if it cannot be had
      }
      map?.update(component);
    },
    end() {
      ended = true;
      map?.end?.();
    },
  };
}
