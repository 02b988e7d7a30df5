// A SPARQL editor: CodeMirror with the words of this graph to complete, errors marked where they stand, Ctrl+Enter to run.
// Tab leaves it, as any field of a form.
import { autocompletion, completeFromList, completionKeymap, ifNotIn } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";

const instances = new WeakMap();

const KEYWORDS = (
  "SELECT CONSTRUCT DESCRIBE ASK DISTINCT REDUCED WHERE OPTIONAL UNION MINUS FILTER BIND VALUES GRAPH PREFIX LIMIT OFFSET " +
  "COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT STR LANG REGEX CONTAINS STRSTARTS LCASE COALESCE IF BOUND EXISTS ASC DESC " +
  "FROM NAMED HAVING AS IN"
).split(" ").concat("GROUP BY", "ORDER BY", "NOT EXISTS", "FROM NAMED");

const look = HighlightStyle.define([
  { tag: tags.keyword, class: "keyword" },
  { tag: [tags.variableName, tags.special(tags.variableName)], class: "variable" },
  { tag: [tags.string, tags.literal], class: "string" },
  { tag: [tags.number, tags.bool], class: "number" },
  { tag: [tags.comment, tags.lineComment], class: "comment" },
  { tag: [tags.namespace, tags.url, tags.propertyName, tags.typeName], class: "name" },
]);

// What can be completed: [label, detail, info, what is written] by turns, as Python gives it.
const options = ({ prefixes, terms, statements }) => [
  ...KEYWORDS.map((label) => ({ label, type: "keyword" })),
  ...prefixes.map(([label, detail]) => ({ label, detail, type: "namespace" })),
  ...terms.map(([label, detail, info]) => ({ label, detail, info, type: "property", boost: 2 })),
  ...statements.map(([label, detail, apply]) => ({ label: `${label} ${detail}`, displayLabel: label, detail, apply, type: "constant" })),
];

const VARIABLE = /[?$]\w*/;
const WORD = /[A-Za-z][\w-]*(?::[\w./-]*)?/;

const variables = (context) => {
  const typed = context.matchBefore(VARIABLE);
  if (!typed) return null;
  const names = new Set(context.state.doc.toString().match(/[?$]\w+/g));
  names.delete(typed.text);
  return { from: typed.from, options: [...names].map((label) => ({ label, type: "variable" })), validFor: /^[?$]\w*$/ };
};

const words = (listed) => {
  const complete = completeFromList(listed);
  return (context) => {
    const typed = context.matchBefore(WORD);
    if (!typed && !context.explicit) return null;
    if (context.matchBefore(VARIABLE)) return null;
    return { ...complete(context), from: typed ? typed.from : context.pos, options: listed, validFor: /^[\w:./-]*$/ };
  };
};

const complaint = (state, error) => {
  if (!error) return [];
  const line = state.doc.line(Math.min(Math.max(error.line, 1), state.doc.lines));
  const from = Math.min(line.from + Math.max(error.column - 1, 0), line.to);
  return [{ from: Math.min(from, Math.max(line.to - 1, line.from)), to: line.to, severity: "error", message: error.message }];
};

const build = (root, data, held) => {
  const run = () => { held.run(held.view.state.doc.toString()); return true; };
  const state = EditorState.create({
    doc: data.text,
    extensions: [
      lineNumbers(), history(), drawSelection(), bracketMatching(), EditorView.lineWrapping, sparql(),
      syntaxHighlighting(look),
      autocompletion({ override: [ifNotIn(["Comment", "String"], variables), ifNotIn(["Comment", "String"], words(options(data)))] }),
      keymap.of([{ key: "Mod-Enter", run }, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
      EditorView.contentAttributes.of({ "aria-label": data.label, "aria-describedby": "editor-keys", spellcheck: "false" }),
    ],
  });
  const view = new EditorView({ state, parent: root.querySelector(".editor"), root: root.getRootNode() });
  root.querySelector("[data-act=run]").onclick = run;
  return view;
};

const mark = (held, error) => {
  const signature = JSON.stringify(error ?? null);
  if (held.error === signature) return;
  held.error = signature;
  held.view.dispatch(setDiagnostics(held.view.state, complaint(held.view.state, error)));
};

export default function ({ data, parentElement, setTriggerValue }) {
  let held = instances.get(parentElement);
  if (!held) {
    held = { given: data.text };
    held.view = build(parentElement, data, held);
    instances.set(parentElement, held);
  } else if (data.text !== held.given) {
    held.given = data.text;
    held.view.dispatch({ changes: { from: 0, to: held.view.state.doc.length, insert: data.text } });
  }
  held.run = (text) => { held.given = text; setTriggerValue("run", text); };
  mark(held, data.error);
  parentElement.querySelector("[data-fallback]").textContent = "";
  return () => {
    instances.get(parentElement)?.view.destroy();
    instances.delete(parentElement);
  };
}
