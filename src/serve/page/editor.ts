// The field for the text: CodeMirror inside a shadow root, where it mounts its styles as constructed
// style sheets, which the strict policy of the page allows.
import {history, historyKeymap, standardKeymap} from "@codemirror/commands";
import {search, searchKeymap} from "@codemirror/search";
import {Compartment, EditorState, RangeSetBuilder, StateEffect, StateField, Transaction} from "@codemirror/state";
import {
  Decoration, drawSelection, EditorView, keymap, placeholder, ViewPlugin,
  type DecorationSet, type ViewUpdate,
} from "@codemirror/view";

import {t, type Key} from "./messages";

export interface Mark {
  from: number;
  to: number;
  tone: string;
  finding: number;
  current: boolean;
}

export interface EditorListener {
  changed(state: EditorState): void;
  atFinding(finding: number | null): void;
  step(forwards: boolean): void;
}

const setMarks = StateEffect.define<Mark[]>();

function decorationsOf(marks: Mark[], length: number): DecorationSet {
  const ranges = marks
    .map((mark) => ({...mark, to: Math.min(mark.to, length)}))
    .filter((mark) => mark.from < mark.to)
    .map((mark) => Decoration.mark({
      tagName: "mark",
      class: `${mark.tone}${mark.current ? " current" : ""}`,
      attributes: {"data-finding": String(mark.finding)},
    }).range(mark.from, mark.to));
  return Decoration.set(ranges, true);
}

const marksField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let now = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(setMarks)) {
        now = decorationsOf(effect.value, transaction.newDoc.length);
      }
    }
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Each line takes its direction from its first strong letter, as a reader of mixed texts expects. */
const ownDirection = Decoration.line({attributes: {dir: "auto"}});
/** A line without letters goes on as the text before it: whoever writes Arabic begins the next line at the right. */
const fromRight = Decoration.line({attributes: {dir: "rtl"}});
const letter = /\p{L}/u;
const beginsFromRight = /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
const mostLooked = 20; // lines

function directionOf(state: EditorState, number: number): Decoration {
  if (letter.test(state.doc.line(number).text)) {
    return ownDirection;
  }
  for (let before = number - 1; before > 0 && before >= number - mostLooked; before -= 1) {
    const {text} = state.doc.line(before);
    if (letter.test(text)) {
      return beginsFromRight.test(text) ? fromRight : ownDirection;
    }
  }
  return ownDirection;
}
const directions = ViewPlugin.fromClass(class {
  decorations: DecorationSet;
  constructor(view: EditorView) {
    this.decorations = this.ofVisible(view);
  }
  update(update: ViewUpdate): void {
    if (update.docChanged || update.viewportChanged) {
      this.decorations = this.ofVisible(update.view);
    }
  }
  private ofVisible(view: EditorView): DecorationSet {
    const builder = new RangeSetBuilder<Decoration>();
    for (const {from, to} of view.visibleRanges) {
      for (let at = from; at <= to;) {
        const line = view.state.doc.lineAt(at);
        builder.add(line.from, line.from, directionOf(view.state, line.number));
        at = line.to + 1;
      }
    }
    return builder.finish();
  }
}, {decorations: (plugin) => plugin.decorations});

const theme = EditorView.theme({
  "&": {height: "100%", color: "var(--ink)", backgroundColor: "transparent", fontSize: "1.0625rem"},
  "&.cm-focused": {outline: "none"},
  ".cm-scroller": {fontFamily: "var(--serif)", lineHeight: "1.65", overflow: "auto", overscrollBehavior: "contain"},
  ".cm-content": {padding: "1.75rem 0 4rem", maxWidth: "42rem", margin: "0 auto", caretColor: "var(--ink)"},
  ".cm-line": {padding: "0 1.5rem", textAlign: "start"},
  ".cm-placeholder": {color: "var(--soft)", fontStyle: "italic"},
  ".cm-cursor": {borderLeftColor: "var(--ink)", borderLeftWidth: "1.5px"},
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    {background: "var(--selection)"},
  "mark": {color: "inherit", background: "var(--tint)", borderRadius: "2px", padding: "1px 0",
    boxShadow: "0 2px 0 0 var(--tone)"},
  "mark.current": {background: "var(--tint-strong)", boxShadow: "0 3px 0 0 var(--tone)"},
  ...Object.fromEntries(["forbidden", "permission-required", "conditional", "allowed", "context"].map((tone) => [
    `mark.${tone}`,
    {"--tone": `var(--${tone})`, "--tint": `var(--${tone}-tint)`, "--tint-strong": `var(--${tone}-strong)`},
  ])),
  ".cm-panels": {backgroundColor: "var(--panel)", color: "var(--ink)", borderColor: "var(--rule)"},
  ".cm-searchMatch": {backgroundColor: "var(--selection)"},
  ".cm-textfield, .cm-button": {fontSize: "0.875rem", font: "inherit", color: "inherit", background: "var(--paper)",
    border: "1px solid var(--edge)"},
});

// What the search panel says, in CodeMirror's words.
const findWords: Record<string, Key> = {
  Find: "find.find", next: "find.next", previous: "find.previous", all: "find.all", "match case": "find.case",
  regexp: "find.regexp", "by word": "find.word", Replace: "find.replace", replace: "find.replace-one",
  "replace all": "find.replace-all", close: "find.close",
};
const language = new Compartment();

function languageNow() {
  return [
    placeholder(t("draft.placeholder")),
    EditorState.phrases.of(Object.fromEntries(Object.entries(findWords).map(([phrase, key]) => [phrase, t(key)]))),
    EditorView.contentAttributes.of({
      "aria-label": t("draft.label"), tabindex: "0", spellcheck: "true", autocorrect: "on", autocapitalize: "on",
    }),
  ];
}

export class Editor {
  readonly view: EditorView;
  private loading = false;

  constructor(host: HTMLElement, private readonly listener: EditorListener) {
    const root = host.attachShadow({mode: "open"});
    this.view = new EditorView({parent: root, root, state: this.newState("")});
  }

  /** A state for a draft of its own, with its own undo history. */
  newState(text: string): EditorState {
    return EditorState.create({doc: text, extensions: [
      history(), drawSelection(), search({top: true}), marksField, directions, theme,
      EditorView.lineWrapping, EditorView.perLineTextDirection.of(true), language.of(languageNow()),
      keymap.of([
        {key: "F8", run: () => this.step(true), shift: () => this.step(false)},
        ...searchKeymap, ...standardKeymap, ...historyKeymap,
      ]),
      EditorView.updateListener.of((update) => this.heard(update)),
    ]});
  }

  show(state: EditorState): void {
    this.loading = true;
    this.view.setState(state);
    this.loading = false;
    this.relabel();
  }

  /** The language of the page has changed, or this state was made under another. */
  relabel(): void {
    this.view.dispatch({effects: language.reconfigure(languageNow())});
  }

  mark(marks: Mark[]): void {
    this.view.dispatch({effects: setMarks.of(marks), annotations: Transaction.addToHistory.of(false)});
  }

  reveal(from: number, to: number): void {
    this.view.dispatch({
      selection: {anchor: Math.min(from, this.view.state.doc.length)},
      effects: EditorView.scrollIntoView(Math.min(to, this.view.state.doc.length), {y: "center"}),
    });
  }

  append(line: string): void {
    const text = this.view.state.doc;
    const gap = text.length === 0 ? "" : text.line(text.lines).length === 0 ? "\n" : "\n\n";
    this.view.dispatch({changes: {from: text.length, insert: gap + line}, scrollIntoView: true, userEvent: "input"});
  }

  private step(forwards: boolean): boolean {
    this.listener.step(forwards);
    return true;
  }

  private heard(update: ViewUpdate): void {
    if (this.loading) {
      return;
    }
    if (update.docChanged) {
      this.listener.changed(update.state);
    }
    if (update.selectionSet) {
      this.listener.atFinding(findingAt(update.state, update.state.selection.main.head));
    }
  }
}

function findingAt(state: EditorState, position: number): number | null {
  let found: number | null = null;
  state.field(marksField).between(position, position, (_from, _to, mark) => {
    found = Number((mark.spec as {attributes: {"data-finding": string}}).attributes["data-finding"]);
  });
  return found;
}
