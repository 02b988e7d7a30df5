// Follows the links and search forms of our own HTML without loading the page anew: writes the address and tells
// Streamlit as Back and Forward do. Without this script they still work, as plain links and forms.
const plainClick = (event) =>
  !event.defaultPrevented && event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

const go = (address, replace) => {
  const url = new URL(address, document.baseURI);
  if (url.origin !== location.origin) return;
  history[replace ? "replaceState" : "pushState"]({}, "", url);
  window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  const main = document.getElementById("stMain");
  if (main) {
    main.scrollTo(0, 0);
    main.focus({ preventScroll: true });
  }
};

const onClick = (event) => {
  const first = event.composedPath()[0]; // within a component, whose shadow hides it from `target`
  const target = first instanceof Element ? first : null;
  const link = target && target.closest("a[data-inside]");
  if (link && plainClick(event)) {
    event.preventDefault();
    go(link.getAttribute("href"));
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
    navigator.clipboard.writeText(value).then(() => say("Copied"), () => say("Copying is not allowed here"));
  }
};

const onSubmit = (event) => {
  const form = event.target instanceof Element ? event.target.closest("form[data-inside]") : null;
  if (!form) return;
  event.preventDefault();
  const given = [...new FormData(form)].filter(([, value]) => String(value).trim() !== "");
  go(`${form.getAttribute("action")}?${new URLSearchParams(given)}`);
};

export default function ({ data }) {
  if (data && data.redirect) go(data.redirect, true);
  document.addEventListener("click", onClick);
  document.addEventListener("submit", onSubmit);
  return () => {
    document.removeEventListener("click", onClick);
    document.removeEventListener("submit", onSubmit);
  };
}
