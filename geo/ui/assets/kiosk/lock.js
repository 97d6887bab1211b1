// A locked kiosk cannot be left: besides the server's lock (geo/ui/kiosk/page.py), browser gestures are
// disabled. Some of them would also disturb an open kiosk.

/** @param {string} base the path of the app on its server */
const themeKey = (base) => `stActiveTheme-${base}/kiosk-v2`; // Streamlit's, as in geo/ui/widgets/theme.py
const DISTURBING = ["contextmenu", "dragstart", "selectstart", "gesturestart", "dragover", "drop"];
const ALLOWED_KEYS = ["Tab", "Enter", " ", "ArrowLeft", "ArrowRight", "Escape", "F5"];

/** @param {HTMLElement} root @param {AbortSignal} signal */
export function keepCalm(root, signal) {
  /** @param {Event} event */
  const stop = (event) => event.preventDefault();
  for (const name of DISTURBING) root.addEventListener(name, stop, { signal });
  // The window never zooms: pinch and Ctrl+wheel are handled by the map.
  window.addEventListener("wheel", (event) => event.ctrlKey && event.preventDefault(),
    { signal, passive: false });
  window.addEventListener("touchmove", (event) => event.touches.length > 1 && event.preventDefault(),
    { signal, passive: false });
}

/** @param {string} base @param {AbortSignal} signal */
export function lockIn(base, signal) {
  document.cookie = `shutu_kiosk=1; path=${base || "/"}; SameSite=Strict`;
  const address = `${base}/kiosk${location.search.includes("lang=en") ? "?kiosk=1&lang=en" : "?kiosk=1"}`;
  if (location.pathname + location.search !== address) history.replaceState(null, "", address);
  // Starting the page in the dark theme avoids a white flash.
  localStorage.setItem(themeKey(base), JSON.stringify("Dark"));
  window.addEventListener("contextmenu", (event) => event.preventDefault(), { signal });
  /** @param {KeyboardEvent} event */
  const mute = (event) => {
    if (ALLOWED_KEYS.includes(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  window.addEventListener("keydown", mute, { signal, capture: true });
  window.open = () => null;
}
