// The two buttons of the filters on a phone: one opens them over the page, one leads back. Open is a
// class of the document; what it means stands in app.css.
const OPEN = "shutu-filters-open", CHANGED = "shutu-filters";
const root = document.documentElement;

function turn(open) {
  root.classList.toggle(OPEN, open);
  document.dispatchEvent(new Event(CHANGED));
}

export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  button.textContent = data.text;
  button.classList.toggle("closer", !data.opens);
  const follow = () => {
    const open = root.classList.contains(OPEN);
    if (data.opens) button.setAttribute("aria-expanded", open);
    if (open !== data.opens && button.dataset.open !== String(open)) button.focus();
    button.dataset.open = open;
  };
  const leave = ({ key }) => {
    if (key === "Escape" && !data.opens && root.classList.contains(OPEN)) turn(false);
  };
  button.dataset.open = root.classList.contains(OPEN);
  if (data.opens) button.setAttribute("aria-expanded", button.dataset.open);
  button.onclick = () => turn(data.opens);
  document.addEventListener(CHANGED, follow);
  document.addEventListener("keydown", leave);
  return () => {
    document.removeEventListener(CHANGED, follow);
    document.removeEventListener("keydown", leave);
  };
}
