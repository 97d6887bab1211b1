// The browser asks before it leaves the page while a list is here that nobody else keeps.

function ask(event) {
  event.preventDefault();
}

export default function () {
  return {
    update({ data }) {
      window.onbeforeunload = data.kept ? ask : null;
    },
    end() {
      window.onbeforeunload = null;
    },
  };
}
