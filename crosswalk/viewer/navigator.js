// Follows the links and search forms of our own HTML without loading the page anew: writes the address and tells
// Streamlit as Back and Forward do. Without this script they still work, as plain links and forms.
const plainClick = (event) =>
  !event.defaultPrevented && event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

const go = (address, replace, stay) => {
  const url = new URL(address, document.baseURI);
  if (url.origin !== location.origin) return;
  history[replace ? "replaceState" : "pushState"]({}, "", url);
  window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  const main = document.getElementById("stMain");
  if (main && !stay) {
    main.scrollTo(0, 0);
    main.focus({ preventScroll: true });
  }
};

// A link that stays in view keeps the keyboard, too, though the page is drawn anew around it.
const PATIENCE = 5000;

const keep = (link) => {
  const alike = () => [...document.querySelectorAll(`a[data-stay="${CSS.escape(link.dataset.stay)}"]`)];
  const place = alike().indexOf(link);
  const watch = new MutationObserver(() => {
    if (document.activeElement === document.body) alike()[place]?.focus({ preventScroll: true });
  });
  const stop = () => {
    watch.disconnect();
    for (const kind of ["keydown", "pointerdown"]) document.removeEventListener(kind, stop, true);
  };
  watch.observe(document.body, { childList: true, subtree: true });
  for (const kind of ["keydown", "pointerdown"]) document.addEventListener(kind, stop, true);
  setTimeout(stop, PATIENCE);
};

const onClick = (event) => {
  const first = event.composedPath()[0]; // within a component, whose shadow hides it from `target`
  const target = first instanceof Element ? first : null;
  const link = target && target.closest("a[data-inside]");
  if (link && plainClick(event)) {
    event.preventDefault();
    const stay = link.dataset.stay !== undefined;
    if (stay) keep(link);
    go(link.getAttribute("href"), false, stay);
    return;
  }
  const copy = target && target.closest("button[data-copy]");
  if (copy) {
    const text = copy.dataset.copy;
    const value = copy.dataset.address === undefined ? text : new URL(text, document.baseURI).href;
    const say = (word) => {
      copy.textContent = word;
      setTimeout(() => { copy.textContent = copy.dataset.label; }, 2000);
    };
    navigator.clipboard.writeText(value).then(() => say(copy.dataset.done), () => say(copy.dataset.refused));
  }
};

const onSubmit = (event) => {
  const form = event.target instanceof Element ? event.target.closest("form[data-inside]") : null;
  if (!form) return;
  event.preventDefault();
  const given = [...new FormData(form)].filter(([, value]) => String(value).trim() !== "");
  go(`${form.getAttribute("action")}?${new URLSearchParams(given)}`);
};

// A slash leads to the search. Arrow keys in a grid: from cell to cell, onto the link of a cell where it has one.
const STEPS = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };

const onKey = (event) => {
  const typing = event.composedPath()[0];
  const field = typing instanceof Element && (typing.matches("input, textarea, select") || typing.isContentEditable);
  if (event.key === "/" && !field && !event.ctrlKey && !event.metaKey && !event.altKey) {
    document.getElementById("xw-search")?.focus();
    event.preventDefault();
    return;
  }
  const cell = event.target instanceof Element ? event.target.closest("[role=grid] :is(td, th)") : null;
  if (!cell || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const rows = [...cell.closest("table").rows];
  const row = rows.indexOf(cell.parentElement);
  const column = cell.cellIndex;
  let next;
  if (event.key in STEPS) next = rows[row + STEPS[event.key][0]]?.cells[column + STEPS[event.key][1]];
  else if (event.key === "Home") next = rows[row].cells[1];
  else if (event.key === "End") next = rows[row].cells[rows[row].cells.length - 1];
  else return;
  event.preventDefault();
  if (!next) return;
  const goal = next.querySelector("a") ?? next;
  for (const stop of cell.closest("table").querySelectorAll("[tabindex='0']")) stop.tabIndex = -1;
  goal.tabIndex = 0;
  goal.focus();
};

// The page says which language it speaks; an address without one, as the menu has it, gets the one that was chosen.
const speak = ({ language, chosen }) => {
  if (language) document.documentElement.lang = language;
  const url = new URL(location.href);
  if (!chosen || url.searchParams.has("lang")) return;
  url.searchParams.set("lang", chosen);
  history.replaceState(history.state, "", url);
};

// Signing in leads to the first page: the one that was wanted before is kept in this tab until then.
const WANTED = "crosswalk wanted";

const recall = (door) => {
  if (door === "closed") sessionStorage.setItem(WANTED, location.pathname + location.search);
  if (door !== "open") return;
  const wanted = sessionStorage.getItem(WANTED);
  sessionStorage.removeItem(WANTED);
  const first = new URL(".", document.baseURI).pathname;
  if (wanted && location.pathname === first && !location.search && wanted !== first) go(wanted, true, true);
};

export default function ({ data }) {
  speak(data || {});
  recall(data && data.door);
  if (data && data.redirect) go(data.redirect, true);
  document.addEventListener("click", onClick);
  document.addEventListener("submit", onSubmit);
  document.addEventListener("keydown", onKey);
  return () => {
    document.removeEventListener("click", onClick);
    document.removeEventListener("submit", onSubmit);
    document.removeEventListener("keydown", onKey);
  };
}
