// A graph of statements or frameworks: drawn by cytoscape, walked by arrow keys, taken home as SVG or PNG.
// Every way on is an anchor of the page (`data-inside`, see navigator.js), so that the address stays the state.
import cytoscape from "cytoscape";
import fcose from "cytoscape-fcose";
import { lineLook, nodeLook, styleSheet, theme } from "./graph/look.js";
import { draw, outline, picture, savePng, saveSvg } from "./graph/picture.js";
import { ahead, isArrow } from "./graph/walk.js";

cytoscape.use(fcose);
const instances = new WeakMap();

const layout = (nodes) => ({
  name: "fcose", animate: false, randomize: false, quality: "proof", padding: 30, nodeSeparation: 90,
  idealEdgeLength: nodes > 60 ? 90 : 130, nodeRepulsion: 9000, numIter: 2500,
});

// Where the layout begins: the centre in the middle, the others around it, so that one graph always looks the same.
const begin = (nodes) =>
  nodes.map((data, place) => {
    const angle = (2 * Math.PI * place) / nodes.length;
    const far = data.centre ? 0 : 200 + 20 * (place % 5);
    return { data, position: { x: far * Math.cos(angle), y: far * Math.sin(angle) } };
  });

const anchor = (text, address) => {
  const made = document.createElement("a");
  made.textContent = text;
  made.href = address;
  made.dataset.inside = "";
  return made;
};

class View {
  constructor(root, data) {
    this.root = root;
    this.data = data;
    this.box = root.querySelector(".graph");
    this.told = root.querySelector(".told");
    this.look = theme(this.box);
    this.cy = cytoscape({
      container: this.box,
      elements: { nodes: begin(data.nodes), edges: data.edges.map((edge) => ({ data: edge })) },
      style: styleSheet(this.look, data.groups),
      layout: layout(data.nodes.length),
      minZoom: 0.1, maxZoom: 4, boxSelectionEnabled: false, autounselectify: true,
    });
    this.held = null;
    this.legend();
    this.listen();
    this.box.setAttribute("aria-label", data.title);
    this.resize = new ResizeObserver(() => { this.cy.resize(); this.cy.fit(undefined, 30); });
    this.resize.observe(this.box);
  }

  listen() {
    this.cy.on("tap", "node", (event) => this.hold(event.target.id()));
    this.cy.on("dbltap", "node", () => this.follow());
    this.cy.on("tap", (event) => { if (event.target === this.cy) this.release(); });
    this.box.onkeydown = (event) => this.press(event);
    this.box.onfocus = () => { if (!this.held) this.hold((this.cy.nodes("[?centre]")[0] ?? this.cy.nodes()[0])?.id()); };
    const act = {
      in: () => this.zoom(1.25), out: () => this.zoom(0.8), fit: () => this.cy.fit(undefined, 30),
      svg: () => saveSvg(this.picture(), this.data.name), png: () => savePng(this.picture(), this.data.name),
    };
    for (const button of this.root.querySelectorAll("button[data-act]")) button.onclick = act[button.dataset.act];
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (isArrow(event.key)) this.step(event.key);
    else if (event.key === "Enter") this.follow();
    else if (event.key === "+" || event.key === "=") this.zoom(1.25);
    else if (event.key === "-") this.zoom(0.8);
    else if (event.key === "0") this.cy.fit(undefined, 30);
    else if (event.key === "Escape") this.release();
    else return;
    event.preventDefault();
  }

  step(key) {
    const nodes = this.cy.nodes().map((node) => ({ id: node.id(), ...node.position() }));
    const here = nodes.find((node) => node.id === this.held) ?? nodes[0];
    const next = here && ahead(nodes, here, key);
    if (next) this.hold(next);
  }

  // A node is held: marked, told with its links, its neighbours clear and the rest faded.
  hold(id) {
    const node = id && this.cy.getElementById(id);
    if (!node || node.empty()) return;
    this.held = id;
    this.cy.elements().removeClass("held").addClass("faded");
    node.closedNeighborhood().removeClass("faded");
    node.addClass("held");
    const inside = this.cy.extent();
    const { x, y } = node.position();
    if (x < inside.x1 || x > inside.x2 || y < inside.y1 || y > inside.y2) this.cy.center(node);
    const { said, opens, open_words, centres, centre_words } = node.data();
    const ways = [opens && anchor(open_words, opens), centres && anchor(centre_words, centres)].filter(Boolean);
    const line = document.createElement("p");
    line.textContent = `${said}. `;
    ways.forEach((way, place) => line.append(place ? " · " : "", way));
    this.told.replaceChildren(line);
  }

  release() {
    this.held = null;
    this.cy.elements().removeClass("held faded");
    this.told.replaceChildren();
  }

  // Where Enter leads: the last of the ways that are told.
  follow() {
    [...this.told.querySelectorAll("a")].pop()?.click();
  }

  zoom(factor) {
    this.cy.zoom({ level: this.cy.zoom() * factor, renderedPosition: { x: this.box.clientWidth / 2, y: this.box.clientHeight / 2 } });
  }

  picture() {
    return picture(this.cy, this.look, this.data);
  }

  legend() {
    const sample = () => draw("svg", { width: 30, height: 16, viewBox: "0 0 30 16", "aria-hidden": "true" });
    const entry = (image, name) => {
      const item = document.createElement("li");
      item.append(image, ` ${name}`);
      return item;
    };
    const items = this.data.groups.map((name, place) => {
      const { shape, fill } = nodeLook(place, this.look.dark);
      const image = sample();
      image.append(outline(shape, 15, 8, 7, { fill }));
      return entry(image, name);
    });
    for (const [kind, name] of this.data.kinds) {
      const { colour, dash, width } = lineLook(kind, this.look.dark);
      const image = sample();
      image.append(draw("line", { x1: 0, x2: 30, y1: 8, y2: 8, stroke: colour, "stroke-width": width, ...(dash ? { "stroke-dasharray": dash.join(" ") } : {}) }));
      items.push(entry(image, name));
    }
    this.root.querySelector(".legend").replaceChildren(...items);
  }

  // The same graph after a run of the page: only its colours may have changed with the theme.
  again(data) {
    const look = theme(this.box);
    this.data = data;
    if (look.ground === this.look.ground && look.text === this.look.text) return;
    this.look = look;
    this.cy.style(styleSheet(look, data.groups));
    this.legend();
  }

  end() {
    this.resize.disconnect();
    this.cy.destroy();
  }
}

export default function ({ data, parentElement }) {
  let held = instances.get(parentElement);
  if (held && held.signature === data.signature) held.view.again(data);
  else {
    held?.view.end();
    held = { signature: data.signature, view: new View(parentElement, data) };
    instances.set(parentElement, held);
  }
  parentElement.querySelector("[data-fallback]").textContent = "";
  return () => {
    instances.get(parentElement)?.view.end();
    instances.delete(parentElement);
  };
}
