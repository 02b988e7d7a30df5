// The graph as a picture to take home: one SVG writer, and the PNG made from it. Text goes in as text nodes alone.
import { SHAPES, lineLook, nodeLook } from "./look.js";

const SVG = "http://www.w3.org/2000/svg";
const MARGIN = 40;

export const draw = (name, attributes = {}, text) => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (text !== undefined) made.textContent = text;
  return made;
};

export const outline = (shape, x, y, half, attributes) => {
  const points = SHAPES[shape];
  if (!points) return draw("ellipse", { cx: x, cy: y, rx: half, ry: half, ...attributes });
  const moved = points.map((at, place) => (at * half + (place % 2 ? y : x)).toFixed(1));
  return draw("polygon", { points: moved.join(" "), ...attributes });
};

const head = (arrow, from, to, colour) => {
  const angle = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
  const d = { tee: "M-1,-6 L-1,6", vee: "M-9,-5 L0,0 L-9,5", triangle: "M-9,-5 L0,0 L-9,5 Z" }[arrow];
  const fill = arrow === "triangle" ? colour : "none";
  return draw("path", {
    d, fill, stroke: colour, "stroke-width": arrow === "tee" ? 3 : 1.5, transform: `translate(${to.x} ${to.y}) rotate(${angle})`,
  });
};

const edgeParts = (edge, look) => {
  const { colour, dash, width, arrow } = lineLook(edge.data("kind"), look.dark);
  const from = edge.sourceEndpoint();
  const to = edge.targetEndpoint();
  const bends = edge.controlPoints() ?? [];
  const way = bends.length ? `Q${bends[0].x},${bends[0].y} ${to.x},${to.y}` : `L${to.x},${to.y}`;
  const middle = edge.midpoint();
  const line = draw("path", {
    d: `M${from.x},${from.y} ${way}`, fill: "none", stroke: colour, "stroke-width": width,
    ...(dash ? { "stroke-dasharray": dash.join(" "), "stroke-linecap": "round" } : {}),
  });
  const said = draw("text", {
    x: middle.x, y: middle.y, "font-size": 9, "text-anchor": "middle", fill: look.text, stroke: look.ground,
    "stroke-width": 3, "paint-order": "stroke",
  }, edge.data("text"));
  const pointed = edge.data("one_way") || arrow === "tee";
  return [line, pointed && head(arrow, bends[0] ?? from, to, colour), said];
};

const nodeParts = (node, look) => {
  const { x, y } = node.position();
  const { shape, fill } = nodeLook(node.data("group"), look.dark);
  const half = node.width() / 2;
  const code = draw("text", {
    x, y: y + half + 14, "font-size": node.data("centre") ? 15 : 12, "font-weight": node.data("centre") ? "bold" : "normal",
    "text-anchor": "middle", fill: look.text, stroke: look.ground, "stroke-width": 3, "paint-order": "stroke",
  }, node.data("code"));
  const body = outline(shape, x, y, half, { fill });
  body.append(draw("title", {}, node.data("said")));
  return [body, code];
};

const legendParts = (groups, kinds, look, x, y) => {
  const parts = [];
  groups.forEach((name, place) => {
    const { shape, fill } = nodeLook(place, look.dark);
    parts.push(outline(shape, x + 14, y, 7, { fill }), draw("text", { x: x + 36, y: y + 4, "font-size": 11, fill: look.text }, name));
    y += 18;
  });
  for (const [kind, name] of kinds) {
    const { colour, dash, width } = lineLook(kind, look.dark);
    parts.push(
      draw("line", { x1: x, x2: x + 28, y1: y, y2: y, stroke: colour, "stroke-width": width, ...(dash ? { "stroke-dasharray": dash.join(" ") } : {}) }),
      draw("text", { x: x + 36, y: y + 4, "font-size": 11, fill: look.text }, name),
    );
    y += 18;
  }
  return { parts, bottom: y };
};

// The whole graph with its legend and a line that says what it is and whose.
export const picture = (cy, look, { title, caption, groups, kinds }) => {
  const box = cy.elements().boundingBox();
  const legend = legendParts(groups, kinds, look, box.x1, box.y2 + MARGIN);
  const width = Math.max(box.w, 420) + 2 * MARGIN;
  const height = legend.bottom - box.y1 + 2 * MARGIN;
  const svg = draw("svg", {
    xmlns: SVG, width, height, viewBox: `${box.x1 - MARGIN} ${box.y1 - MARGIN} ${width} ${height}`,
    "font-family": "sans-serif", role: "img",
  });
  svg.append(
    draw("title", {}, title),
    draw("desc", {}, caption),
    draw("rect", { x: box.x1 - MARGIN, y: box.y1 - MARGIN, width, height, fill: look.ground }),
  );
  cy.edges().forEach((edge) => svg.append(...edgeParts(edge, look).filter(Boolean)));
  cy.nodes().forEach((node) => svg.append(...nodeParts(node, look)));
  svg.append(...legend.parts, draw("text", { x: box.x1, y: legend.bottom + 16, "font-size": 10, fill: look.text }, caption));
  return svg;
};

const hand = (blob, name) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};

const svgBlob = (svg) => new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" });

export const saveSvg = (svg, name) => hand(svgBlob(svg), `${name}.svg`);

export const savePng = async (svg, name) => {
  const address = URL.createObjectURL(svgBlob(svg));
  const image = new Image();
  image.src = address;
  await image.decode();
  const scale = Math.min(2, 8000 / Math.max(image.width, image.height)); // browsers refuse larger canvases
  const canvas = document.createElement("canvas");
  canvas.width = image.width * scale;
  canvas.height = image.height * scale;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  canvas.toBlob((blob) => hand(blob, `${name}.png`), "image/png");
};
