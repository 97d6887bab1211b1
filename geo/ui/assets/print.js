// Pictures that only paper shows. A browser loads no picture that is hidden, and prints without waiting for one;
// so they are asked for, at once, when it is about to print (geo/ui/widgets/print_sheet.py).

const PICTURES = "img.shutu-print-map[data-print]";

/** @param {Document} page @param {() => XMLHttpRequest} request */
export function fetchPictures(page = document, request = () => new XMLHttpRequest()) {
  for (const picture of page.querySelectorAll(PICTURES)) {
    const address = picture.getAttribute("data-print");
    if (!address || picture.getAttribute("src")) continue;
    const drawn = svgAt(address, request());
    // A data: address is there at once; without the picture the map itself prints.
    if (drawn) picture.setAttribute("src", `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawn)}`);
  }
}

/**
 * Printing waits for nothing but what is done in its event, so this waits itself.
 * @param {string} address @param {XMLHttpRequest} request
 */
function svgAt(address, request) {
  try {
    request.open("GET", address, false);
    request.send();
    return request.status === 200 ? request.responseText : "";
  } catch {
    return ""; // no server any more
  }
}
