// A button that stops the work of the run that goes on. Requests of the page wait for the end of that run
// (geo/web/run_queue.py), so it asks an address of its own (geo/ui/widgets/progress_bar.py).

/** @import { Mounted } from "./types.js" */

/** @param {ShadowRoot} root @returns {Mounted<{ label: string, address: string }>} */
export default function (root) {
  const button = document.createElement("button");
  button.type = "button";
  let address = "";
  button.addEventListener("click", async () => {
    button.disabled = true; // until other work is drawn
    const answer = await fetch(address, { cache: "no-store" }).catch(() => null);
    button.disabled = answer?.ok ?? false;
  });
  root.append(button);
  return {
    update({ data }) {
      if (address !== data.address) button.disabled = false;
      address = data.address;
      button.textContent = data.label;
    },
  };
}
