// A module that writes down what it hears.

export const mounted = [];

export default function (parentElement) {
  const one = { log: [], found: [...parentElement.children] };
  mounted.push(one);
  return { update: ({ data }) => one.log.push(`update ${data}`), end: () => one.log.push("end") };
}
