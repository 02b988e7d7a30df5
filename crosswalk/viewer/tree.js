// Statements as trees by the pattern of the ARIA Authoring Practices: one tab stop, arrows, Home, End, *, letters.
// Every text is set as text. Links are followed by navigator.js, as all links of ours are.
const places = new WeakMap();
let groups = 0;

const make = (name, attributes, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

// As quote(…, safe=":/") of the server, so that an address reads the same whoever made it.
const quoted = (text) =>
  encodeURIComponent(text.toWellFormed ? text.toWellFormed() : text)
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%3A/g, ":").replace(/%2F/g, "/");

class Tree {
  constructor(pane, redraw) {
    this.redraw = redraw;
    this.typed = "";
    this.root = make("ul", { role: "tree" });
    pane.append(this.root);
    this.pane = pane;
    this.root.addEventListener("click", (event) => this.onClick(event));
    this.root.addEventListener("keydown", (event) => this.onKey(event));
    this.root.addEventListener("focusin", (event) => this.stopAt(event.target));
  }

  show(given) {
    const focused = this.root.getRootNode().activeElement;
    const had = this.root.contains(focused) ? focused.dataset.id : null;
    const scrolled = this.pane.scrollTop;
    const aim = JSON.stringify([given.key, given.selected, Object.keys(given.marks)]);
    const moved = aim !== this.aim;
    if (this.given === undefined || this.given.key !== given.key) this.kept = this.remembered(given.key);
    Object.assign(this, { given, aim });
    if (moved) this.forced = this.above([given.selected, ...Object.keys(given.marks)]);
    this.root.setAttribute("aria-label", given.name);
    this.root.replaceChildren(...this.items(given.roots, 1, new Set()));
    const aimed = this.item(given.selected) || this.item(Object.keys(given.marks)[0]);
    const stop = (had && this.item(had)) || aimed || this.all()[0];
    if (stop) this.stopAt(stop);
    this.pane.scrollTop = scrolled;
    if (had && stop) stop.focus({ preventScroll: true });
    if (moved && aimed) this.bring(aimed);
  }

  // What stays open of itself: the ways down to what is selected and to its partners.
  above(ids) {
    const parents = new Map();
    this.given.nodes.forEach((node) => node[4].forEach((i) => {
      const id = this.given.nodes[i][0];
      parents.set(id, [...(parents.get(id) || []), node[0]]);
    }));
    const found = new Set();
    const waiting = ids.flatMap((id) => parents.get(id) || []);
    while (waiting.length) {
      const id = waiting.pop();
      if (!found.has(id)) waiting.push(...(parents.get(id) || []));
      found.add(id);
    }
    return found;
  }

  isOpen(id, level) {
    return this.forced.has(id) || (this.kept[id] ?? level <= this.given.open_levels);
  }

  items(indexes, level, passed) {
    return indexes.map((index, place) => {
      const [id, code, label, parts, below] = this.given.nodes[index];
      const chosen = this.given.selected === id;
      const link = make("a", {
        role: "treeitem", href: this.given.address + quoted(id), tabindex: "-1", "data-inside": "", "data-id": id,
        "aria-level": level, "aria-setsize": indexes.length, "aria-posinset": place + 1, "aria-selected": chosen,
      });
      if (this.given.stay) link.setAttribute("data-stay", "");
      const marks = this.given.marks[id] || [];
      if (marks.length) link.classList.add("marked");
      const inner = passed.has(id) ? [] : below; // parents may go round in a circle
      link.append(make("span", { class: "turn", "aria-hidden": "true" }), this.words(code, label, [...marks, ...parts]));
      const row = make("li", { role: "none" }, link);
      if (inner.length) {
        Object.assign(link, { below: inner, passed: new Set([...passed, id]) });
        link.setAttribute("aria-expanded", "false");
        if (this.isOpen(id, level)) this.open(link);
      }
      return row;
    });
  }

  words(code, label, parts) {
    const named = [make("span", { class: "code" }, code), " ", make("bdi", { class: "label" }, label)];
    const said = make("span", { class: "words" }, ...named);
    for (const [style, text] of parts) said.append(" ", make("span", { class: `part ${style}` }, text));
    return said;
  }

  open(link) {
    const group = make("ul", { role: "group", id: `group-${(groups += 1)}` });
    group.append(...this.items(link.below, Number(link.getAttribute("aria-level")) + 1, link.passed));
    link.setAttribute("aria-expanded", "true");
    link.setAttribute("aria-owns", group.id);
    link.after(group);
  }

  close(link) {
    link.nextElementSibling.remove();
    link.setAttribute("aria-expanded", "false");
    link.removeAttribute("aria-owns");
  }

  toggle(...links) {
    for (const link of links) {
      const open = link.getAttribute("aria-expanded") === "false";
      this.kept[link.dataset.id] = open;
      this.forced.delete(link.dataset.id);
      if (open) this.open(link);
      else this.close(link);
    }
    this.remember();
    this.redraw();
  }

  // Whoever chooses here must not see this tree fold up under the hand: what is open now, stays.
  keep() {
    for (const link of this.root.querySelectorAll("[aria-expanded=true]")) this.kept[link.dataset.id] = true;
    this.remember();
  }

  remembered(key) {
    try {
      return JSON.parse(sessionStorage.getItem(`crosswalk tree ${key}`)) || {};
    } catch {
      return {};
    }
  }

  remember() {
    try {
      sessionStorage.setItem(`crosswalk tree ${this.given.key}`, JSON.stringify(this.kept));
    } catch {
      // A browser that keeps nothing: the tree then remembers for as long as it stands.
    }
  }

  all() {
    return [...this.root.querySelectorAll("[role=treeitem]")];
  }

  item(id) {
    return id ? this.root.querySelector(`[data-id="${CSS.escape(id)}"]`) : null;
  }

  stopAt(link) {
    for (const other of this.root.querySelectorAll("[tabindex='0']")) other.setAttribute("tabindex", "-1");
    link.setAttribute("tabindex", "0");
  }

  // Scrolls the pane alone, never the page.
  bring(link) {
    const [box, pane] = [link.getBoundingClientRect(), this.pane.getBoundingClientRect()];
    if (box.top < pane.top || box.bottom > pane.bottom) {
      this.pane.scrollTop += box.top - pane.top - (pane.height - box.height) / 2;
    }
  }

  onClick(event) {
    const link = event.target.closest("[role=treeitem]");
    if (!link) return;
    if (event.target.closest(".turn") && link.below) {
      event.preventDefault();
      this.toggle(link);
    } else {
      this.keep();
    }
  }

  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const here = event.target.closest("[role=treeitem]");
    const all = this.all();
    const at = all.indexOf(here);
    const open = here.getAttribute("aria-expanded");
    let next = null;
    if (event.key === "ArrowDown") next = all[at + 1];
    else if (event.key === "ArrowUp") next = all[at - 1];
    else if (event.key === "Home") next = all[0];
    else if (event.key === "End") next = all[all.length - 1];
    else if (event.key === "ArrowRight" && open === "true") next = all[at + 1];
    else if (event.key === "ArrowRight" && open === "false") this.toggle(here);
    else if (event.key === "ArrowLeft" && open === "true") this.toggle(here);
    else if (event.key === "ArrowLeft") next = here.parentElement.parentElement.previousElementSibling;
    else if (event.key === " " && !this.typed) here.click();
    else if (event.key === "*") this.toggle(...this.closedBeside(here));
    else if ([...event.key].length === 1) next = this.typedTo(event.key, all, at);
    else if (!event.key.startsWith("Arrow")) return;
    event.preventDefault();
    if (next) {
      next.focus();
      this.redraw();
    }
  }

  closedBeside(here) {
    const rows = [...here.parentElement.parentElement.children];
    return rows.map((row) => row.firstElementChild).filter((link) => link.getAttribute("aria-expanded") === "false");
  }

  typedTo(sign, all, at) {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => { this.typed = ""; }, 700);
    this.typed += sign.toLowerCase();
    const from = this.typed.length > 1 ? at : at + 1;
    const begins = (link) => [...link.querySelectorAll(".code, .label")]
      .some((part) => part.textContent.toLowerCase().startsWith(this.typed));
    return [...all.slice(from), ...all.slice(0, from)].find(begins);
  }
}

const title = (head, { name, summary }) =>
  head.replaceChildren(make("h2", {}, name), make("p", {}, summary));

export default function ({ data, parentElement }) {
  let place = places.get(parentElement);
  if (!place || place.trees.length !== data.trees.length) {
    parentElement.querySelector(".trees")?.remove();
    const frame = make("div", { class: data.trees.length > 1 ? "trees two" : "trees" });
    place = { frame, trees: [], heads: [], status: make("p", { class: "unseen-text", role: "status" }) };
    const redraw = () => drawLines(place);
    for (const _ of data.trees) {
      const pane = make("div", { class: "pane" });
      const head = make("div", { class: "head" });
      frame.append(make("div", { class: "side" }, head, pane));
      place.trees.push(new Tree(pane, redraw));
      place.heads.push(head);
      pane.addEventListener("scroll", redraw, { passive: true });
    }
    place.watch = new ResizeObserver(redraw);
    for (const watched of [frame, ...place.trees.map((tree) => tree.root)]) place.watch.observe(watched);
    frame.append(place.status);
    parentElement.append(frame);
    places.set(parentElement, place);
  }
  const said = JSON.stringify(data);
  if (said !== place.said) {
    Object.assign(place, { said, lines: data.lines });
    data.trees.forEach((given, i) => place.trees[i].show(given));
    if (data.trees.length > 1) data.trees.forEach((given, i) => title(place.heads[i], given));
    if (place.status.textContent !== data.said) place.status.textContent = data.said;
    drawLines(place);
  }
  return () => place.watch.disconnect();
}
