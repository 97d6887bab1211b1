// deck.gl is loaded once per window, by the first component that needs it.

/** @param {string} url @returns {Promise<void>} */
export function loadBundle(url) {
  window.shutuBundle ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error("deck.gl bundle"));
    document.head.appendChild(script);
  });
  return window.shutuBundle;
}
