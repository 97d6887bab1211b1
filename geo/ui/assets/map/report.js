// Clicks, for a page that wants to know of them. Each is a run of the page.

export class Reporter {
  constructor(map) {
    this.map = map;
    this.trigger = () => {}; // Streamlit's, given with every update
  }

  ask(name, value) {
    if (this.map.data.reports.includes(name)) this.trigger(name, value);
  }
}
