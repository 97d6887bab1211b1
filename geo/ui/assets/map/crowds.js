// Symbols that would cover each other: shown as one with their number, told apart by a click,
// either by going nearer or, where no zoom can part them, by fanning them out around the spot.

const CROWD_PX = 15; // symbols whose centres are nearer than this count as one
const APART_PX = 32; // how far the others keep from the selected symbol and its ring
const FAN_PX = 40; // the least radius of a fan
const FAN_STEP_PX = 11; // it grows by this much per symbol
const CROWD_ICON_PX = 34;

// Splits icons into { single, crowds }; each crowd is a list of icons. The selected one stands
// alone. The nearest two groups join first, until none stand too close.
function partCrowds(icons, selected, view, box) {
  let groups = icons.filter(({ id }) => id !== selected).map((icon) => [icon]);
  for (let pair = closest(groups, view, box); pair; pair = closest(groups, view, box)) {
    groups = [...groups.filter((group) => !pair.includes(group)), pair.flat()];
  }
  return {
    single: icons.filter(({ id }) => id === selected || groups.some((g) => g.length === 1 && g[0].id === id)),
    crowds: groups.filter((group) => group.length > 1),
  };
}

function closest(groups, view, box) {
  const points = groups.map((group) => screen(...middleOf(group), view, box));
  let best = null;
  let least = 0; // how much nearer than allowed
  for (let one = 0; one < groups.length; one += 1) {
    for (let other = one + 1; other < groups.length; other += 1) {
      const single = groups[one].length === 1 && groups[other].length === 1;
      const apart = Math.hypot(points[one][0] - points[other][0], points[one][1] - points[other][1]);
      const excess = apart - (single ? CROWD_PX : CROWD_ICON_PX * 0.9);
      if (excess < least) {
        least = excess;
        best = [groups[one], groups[other]];
      }
    }
  }
  return best;
}

function middleOf(members) {
  const middle = (axis) => members.reduce((sum, m) => sum + m.position[axis], 0) / members.length;
  return [middle(0), middle(1)];
}

function boundsOf(members) {
  const lons = members.map(({ position }) => position[0]);
  const lats = members.map(({ position }) => position[1]);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

// Moves what would cover the selected symbol to its side, so that both can be seen and clicked.
function giveWay(symbols, chosen, view, box) {
  if (!chosen) return symbols;
  const [x, y] = screen(...chosen.position, view, box);
  return symbols.map((symbol) => {
    const [toX, toY] = screen(...symbol.position, view, box);
    const away = Math.hypot(toX - x, toY - y);
    if (symbol.id === chosen.id || away >= APART_PX) return symbol;
    const [dx, dy] = away > 1 ? [(toX - x) / away, (toY - y) / away] : [0, 1];
    return { ...symbol, offset: [dx * (APART_PX - away), dy * (APART_PX - away)] };
  });
}

// Pixel offsets that set the members around their spot, the first one on top.
function fanOffsets(members) {
  const radius = Math.max(FAN_PX, members.length * FAN_STEP_PX);
  return members.map((_, number) => {
    const angle = (2 * Math.PI * number) / members.length - Math.PI / 2;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

// A disc with the number, and a rim that shows the shares of the sectors in their colours.
function crowdIcon(members) {
  const around = 2 * Math.PI * 13;
  let from = 0;
  const rim = members.map(({ colour }) => {
    const arc = `<circle cx="17" cy="17" r="13" fill="none" stroke="${colour}" stroke-width="4.5"
      stroke-dasharray="${around / members.length} ${around}" stroke-dashoffset="${-from}"/>`;
    from += around / members.length;
    return arc;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="68" height="68" viewBox="0 0 34 34">
    <circle cx="17" cy="17" r="16" fill="#fff"/>${rim.join("")}
    <text x="17" y="21.500" text-anchor="middle" font-family="sans-serif" font-size="13"
      font-weight="700" fill="#111827">${members.length}</text></svg>`;
  return "data:image/svg+xml;base64," + btoa(svg);
}

function crowdLayer(icons, crowds) {
  const data = crowds.map((members) => ({
    members: members.map(({ id }) => id),
    position: middleOf(members),
    offset: [0, 0],
    tip: members.map(({ tip }) => tip).join("\n"),
    icon: { url: crowdIcon(members), id: members.map(({ colour }) => colour).join(),
            width: 68, height: 68, anchorY: 34 },
  }));
  return { ...icons, id: "places-crowds", data, getSize: CROWD_ICON_PX };
}
