// The view of the map in the address bar; see geo/ui/history.py. Streamlit can only add a step to
// the history, and moving the map is none. The address is left alone when it is about something
// else by now: the person may have gone back, or on.

function steps(query, view) {
  const parameters = new URLSearchParams(query);
  parameters.delete(view);
  parameters.sort();
  return parameters.toString();
}

function update({ data }) {
  const { pathname, search, hash } = window.location;
  const wanted = data.query ? `?${data.query}` : "";
  if (wanted === search || steps(wanted, data.view) !== steps(search, data.view)) return;
  window.history.replaceState(window.history.state, "", pathname + wanted + hash);
}

export default function () {
  return { update };
}
