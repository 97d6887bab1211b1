// The list beside the map of the places that stand on one point and are too many to fan out.

const ROW_KEYS = { ArrowDown: 1, ArrowUp: -1 };

export class CrowdList {
  // `act` is { pick(id), closed() }.
  constructor(panel, act) {
    this.panel = panel;
    this.act = act;
    this.members = [];
    this.find(".close").onclick = () => this.leave();
    panel.addEventListener("keydown", (event) => this.key(event));
  }

  find(selector) {
    return this.panel.querySelector(selector);
  }

  get open() {
    return !this.panel.hidden;
  }

  // Show the members, and let the keyboard go to the first of them, or to the selected one.
  show(members, selected, texts) {
    this.panel.hidden = false;
    this.write(members, selected, texts);
    (this.find("[aria-current]") ?? this.find(".members button")).focus({ preventScroll: true });
  }

  // Names, symbols and words anew, where they are other ones; the keyboard stays where it was.
  write(members, selected, texts) {
    const content = JSON.stringify([members.map(({ id, tip, note }) => [id, tip, note]), selected, texts.close]);
    if (content === this.content) return;
    this.content = content;
    const focused = this.panel.getRootNode().activeElement?.dataset?.place;
    this.find("h2").textContent = texts.crowd.replace("{count}", members.length);
    const close = this.find(".close");
    close.title = close.ariaLabel = texts.close;
    this.find(".members").replaceChildren(...members.map((member) => this.row(member, selected)));
    this.rows().find(({ dataset }) => dataset.place === focused)?.focus();
  }

  row({ id, tip, note, icon }, selected) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.place = id;
    if (id === selected) button.setAttribute("aria-current", "true");
    button.onclick = () => this.act.pick(id);
    const image = document.createElement("img");
    image.src = icon.url;
    image.alt = "";
    const name = document.createElement("b");
    name.textContent = tip;
    const small = document.createElement("small");
    small.textContent = note ?? "";
    button.append(image, name, small);
    const item = document.createElement("li");
    item.append(button);
    return item;
  }

  rows() {
    return [...this.panel.querySelectorAll(".members button")];
  }

  key(event) {
    if (event.key === "Escape") {
      this.leave();
    } else if (event.key in ROW_KEYS) {
      const rows = this.rows();
      const now = rows.indexOf(event.target);
      rows[Math.max(0, Math.min(rows.length - 1, now + ROW_KEYS[event.key]))].focus();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  // The person closes it; `hide` is for when the map moves on.
  leave() {
    this.hide();
    this.act.closed();
  }

  hide() {
    this.panel.hidden = true;
    this.content = null;
    this.find(".members").replaceChildren();
  }
}
