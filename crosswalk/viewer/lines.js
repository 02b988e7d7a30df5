// Lines between the statements of two trees: of one kind by colour, by how they are drawn, and by the words on them.
const SVG = "http://www.w3.org/2000/svg";
const APART = 18; // pixels between the lines of one pair, and between the words on them
const LINE = 16; // pixels from the top of a statement to the middle of its first line of text

const draw = (name, attributes, text = "") => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  return element;
};

const drawLines = (place) => {
  if (place.trees.length < 2 || place.waiting) return;
  place.waiting = requestAnimationFrame(() => {
    place.waiting = null;
    place.sheet?.remove();
    place.sheet = place.lines.length ? sheet(place) : null;
    if (place.sheet) place.frame.append(place.sheet);
  });
};

// The lines as they run now, or null where the trees stand one above the other: there the words in the trees tell.
const sheet = ({ frame, trees, lines }) => {
  const panes = trees.map((tree) => tree.pane.getBoundingClientRect());
  if (panes[0].right > panes[1].left) return null;
  const around = frame.getBoundingClientRect();
  const svg = draw("svg", { class: "lines", "aria-hidden": "true", width: around.width, height: around.height });
  const x = [panes[0].right - around.left, panes[1].left - around.left];
  const far = trees[0].given.selected ? 1 : 0; // the words stand where the lines spread
  const worded = (words, y, style) => svg.append(draw("text", {
    x: far ? x[1] - 6 : x[0] + 6, y, class: style, "text-anchor": far ? "end" : "start",
  }, words));
  const beyond = { above: new Set(), below: new Set() };
  const drawn = new Map();
  for (const [first, second, set, relation, words] of lines) {
    const ends = [trees[0].item(first), trees[1].item(second)].map((end) => end?.getBoundingClientRect());
    if (!ends[0] || !ends[1]) continue; // closed by hand
    const pair = `${first} ${second}`;
    const before = drawn.get(pair) || 0;
    drawn.set(pair, before + 1);
    const y = ends.map((end, side) => {
      const middle = end.top + LINE + (side === far ? before * APART : 0);
      return Math.min(Math.max(middle, panes[side].top + 4), panes[side].bottom - 4) - around.top;
    });
    const bend = (x[0] + x[1]) / 2;
    const path = `M${x[0]},${y[0]} C${bend},${y[0]} ${bend},${y[1]} ${x[1]},${y[1]}`;
    svg.append(draw("path", { d: path, class: `line ${set} ${relation}` }));
    if (ends[far].bottom < panes[far].top) beyond.above.add(pair);
    else if (ends[far].top > panes[far].bottom) beyond.below.add(pair);
    else worded(words, y[far] - 4, set);
  }
  if (beyond.above.size) worded(`↑ ${beyond.above.size}`, 16, "beyond");
  if (beyond.below.size) worded(`↓ ${beyond.below.size}`, around.height - 10, "beyond");
  return svg;
};
