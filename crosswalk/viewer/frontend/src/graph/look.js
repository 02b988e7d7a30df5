// How nodes and edges look, for the screen and for the picture alike: never by colour alone.

// Outlines in a box from -1 to 1, as x and y by turns; null is an ellipse.
export const SHAPES = {
  ellipse: null,
  square: [-0.85, -0.85, 0.85, -0.85, 0.85, 0.85, -0.85, 0.85],
  diamond: [0, -1, 1, 0, 0, 1, -1, 0],
  triangle: [0, -1, 1, 0.85, -1, 0.85],
  hexagon: [-0.5, -0.9, 0.5, -0.9, 1, 0, 0.5, 0.9, -0.5, 0.9, -1, 0],
  pentagon: [0, -1, 1, -0.25, 0.6, 0.95, -0.6, 0.95, -1, -0.25],
  wide: [-1, -0.6, 1, -0.6, 1, 0.6, -1, 0.6],
  tall: [-0.6, -1, 0.6, -1, 0.6, 1, -0.6, 1],
  slanted: [-0.5, -0.75, 1, -0.75, 0.5, 0.75, -1, 0.75],
  octagon: [-0.4, -0.95, 0.4, -0.95, 0.95, -0.4, 0.95, 0.4, 0.4, 0.95, -0.4, 0.95, -0.95, 0.4, -0.95, -0.4],
  flag: [-1, -0.8, 1, -0.8, 0.45, 0, 1, 0.8, -1, 0.8],
  down: [-1, -0.85, 1, -0.85, 0, 1],
};
export const SHAPE_NAMES = Object.keys(SHAPES);

// One colour a shape, so that shape and colour say the same; the second is for a dark ground.
const FILLS = [
  ["#0b5c8a", "#6cb8e6"], ["#8a4b08", "#e8a75c"], ["#2f6b2f", "#86cc86"], ["#7a2f78", "#d99ad6"],
  ["#8c2f39", "#ee9aa3"], ["#3f5470", "#a9bcd6"], ["#5c5a00", "#cfcc5a"], ["#00635a", "#5fd0c4"],
  ["#5a3fa0", "#b9a4f2"], ["#6b4a3a", "#d3ae9a"], ["#3a6b52", "#95ccb0"], ["#83345f", "#e39cc2"],
];

// Lines by what kind of link it is: colour, dashes (none: solid), width, and the end of one that has a direction.
const LINES = {
  hierarchy: { colours: ["#5b6770", "#9aa7b0"], dash: null, width: 1.5, arrow: "vee" },
  printed: { colours: ["#0b5c8a", "#6cb8e6"], dash: [9, 4], width: 2, arrow: "triangle" },
  judged: { colours: ["#2f6b2f", "#86cc86"], dash: null, width: 2.5, arrow: "triangle" },
  denied: { colours: ["#a3212f", "#ff9aa3"], dash: [3, 4], width: 2.5, arrow: "tee" },
  entailed: { colours: ["#5a3fa0", "#b9a4f2"], dash: [12, 4, 2, 4], width: 2, arrow: "triangle" },
  candidate: { colours: ["#8a4b08", "#e8a75c"], dash: [1, 6], width: 2, arrow: "triangle" },
  answer: { colours: ["#0b5c8a", "#6cb8e6"], dash: null, width: 1.5, arrow: "triangle" },
  count: { colours: ["#2f6b2f", "#86cc86"], dash: null, width: 2, arrow: "triangle" },
};

// The colours of the page the component stands on.
export const theme = (element) => {
  const style = getComputedStyle(element);
  const value = (name, otherwise) => style.getPropertyValue(name).trim() || otherwise;
  const ground = value("--st-background-color", "#ffffff");
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = ground;
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(probe.fillStyle.slice(at, at + 2), 16));
  return {
    ground,
    text: value("--st-text-color", "#1b252d"),
    dark: (red * 299 + green * 587 + blue * 114) / 1000 < 128,
  };
};

export const nodeLook = (place, dark) => ({
  shape: SHAPE_NAMES[place % SHAPE_NAMES.length],
  fill: FILLS[place % FILLS.length][dark ? 1 : 0],
});

export const lineLook = (kind, dark) => {
  const { colours, ...rest } = LINES[kind] ?? LINES.hierarchy;
  return { colour: colours[dark ? 1 : 0], ...rest };
};

export const styleSheet = ({ text, ground, dark }, groups) => [
  {
    selector: "node",
    style: {
      width: 26, height: 26, label: "data(code)", color: text, "font-size": 12, "font-family": "sans-serif",
      "text-valign": "bottom", "text-margin-y": 4, "text-outline-color": ground, "text-outline-width": 2,
      "border-width": 1, "border-color": ground,
    },
  },
  ...groups.map((_, place) => {
    const { shape, fill } = nodeLook(place, dark);
    const points = SHAPES[shape];
    const outline = points ? { shape: "polygon", "shape-polygon-points": points.join(" ") } : { shape: "ellipse" };
    return { selector: `node[group=${place}]`, style: { "background-color": fill, ...outline } };
  }),
  { selector: "node[?centre]", style: { width: 40, height: 40, "font-size": 15, "font-weight": "bold" } },
  {
    selector: "edge",
    style: {
      "curve-style": "bezier", "control-point-step-size": 46, label: "data(text)", color: text, "font-size": 9,
      "font-family": "sans-serif", "text-rotation": "autorotate", "text-background-color": ground,
      "text-background-opacity": 0.85, "text-background-padding": 1, "min-zoomed-font-size": 7, "arrow-scale": 0.9,
    },
  },
  ...Object.keys(LINES).map((kind) => {
    const { colour, dash, width, arrow } = lineLook(kind, dark);
    const dashes = dash ? { "line-style": "dashed", "line-dash-pattern": dash } : {};
    return { selector: `edge[kind="${kind}"]`, style: { "line-color": colour, width, "target-arrow-color": colour, ...dashes } };
  }),
  ...Object.keys(LINES).map((kind) => (
    { selector: `edge[kind="${kind}"][?one_way]`, style: { "target-arrow-shape": LINES[kind].arrow } }
  )),
  { selector: 'edge[kind="denied"]', style: { "target-arrow-shape": "tee" } },
  { selector: "node.held", style: { "border-width": 4, "border-color": text } },
  { selector: ".faded", style: { opacity: 0.25 } },
];
