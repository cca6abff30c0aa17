// Files that are dropped, pasted or chosen. What is text in UTF-8 opens in the editor; everything else
// goes to the server as it is, which knows its format and encoding.
import {byId} from "./dom";

export interface Opened {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  text: string | null; // null: no text, or none in UTF-8
}

const mostEdited = 8_000_000; // bytes; a longer text is checked as a file

export async function open(file: File): Promise<Opened> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return {name: file.name, bytes, text: bytes.length > mostEdited ? null : textOf(bytes, "utf-8")};
}

/** Null if the bytes are no text in that encoding. */
export function textOf(bytes: Uint8Array, encoding: string): string | null {
  try {
    const text = new TextDecoder(encoding, {fatal: true}).decode(bytes);
    return /[\0-\x08\x0e-\x1f]/.test(text) ? null : text;
  } catch {
    return null; // not in this encoding, or one that the browser does not know
  }
}

/** Calls `take` with the files that are dropped anywhere on the page or pasted as files. */
export function listenForFiles(take: (files: File[]) => void): void {
  const veil = byId("drop");
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
  const on = (name: "dragenter" | "dragover" | "dragleave" | "drop", act: (event: DragEvent) => void) =>
    // In capture, before the editor would read a file as text of its own accord.
    document.addEventListener(name, (event) => {
      if (hasFiles(event)) {
        event.preventDefault();
        event.stopPropagation();
        act(event);
      }
    }, true);
  on("dragenter", () => { veil.hidden = false; });
  on("dragover", () => { veil.hidden = false; });
  on("dragleave", (event) => { veil.hidden = event.relatedTarget === null || veil.hidden; });
  on("drop", (event) => {
    veil.hidden = true;
    take([...(event.dataTransfer?.files ?? [])]);
  });
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length > 0 && event.clipboardData?.types.includes("text/plain") !== true) {
      event.preventDefault();
      event.stopPropagation();
      take(files);
    }
  }, true);
  const field = byId<HTMLInputElement>("files");
  byId("open").addEventListener("click", () => field.click());
  field.addEventListener("change", () => {
    take([...(field.files ?? [])]);
    field.value = "";
  });
}
