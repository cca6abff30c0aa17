// From bytes to positions in a string: the server counts bytes of UTF-8, the browser UTF-16 units.

/** The positions in `text` of `offsets`, which are byte offsets into its UTF-8 form, in any order. */
export function positionsOf(text: string, offsets: number[]): Map<number, number> {
  const wanted = [...new Set(offsets)].sort((a, b) => a - b);
  const found = new Map<number, number>();
  let bytes = 0;
  let at = 0;
  for (const offset of wanted) {
    while (bytes < offset && at < text.length) {
      const unit = text.charCodeAt(at);
      if (unit < 0x80) {
        bytes += 1;
      } else if (unit < 0x800) {
        bytes += 2;
      } else if (unit >= 0xd800 && unit < 0xdc00 && isLowSurrogate(text.charCodeAt(at + 1))) {
        bytes += 4;
        at += 1;
      } else {
        bytes += 3; // a lone surrogate travels as U+FFFD, which has three bytes too
      }
      at += 1;
    }
    found.set(offset, at);
  }
  return found;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
