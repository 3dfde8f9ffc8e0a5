// Names where they stand in a text: read once, and found in tables without being made texts of their own.

const COLON = 0x3a;

/** Signs below 128 that names are made of: letters, digits, `-` `.` `:` `_`; 2 for those that may begin one. */
const nameSigns = new Uint8Array(128);
for (const sign of '-.0123456789') nameSigns[sign.charCodeAt(0)] = 1;
for (const sign of ':_abcdefghijklmnopqrstuvwxyz') {
  nameSigns[sign.charCodeAt(0)] = 2;
  nameSigns[sign.toUpperCase().charCodeAt(0)] = 2;
}

/** Whether a sign may begin a name. Behind the end of a text there are no signs, but `NaN`. */
export const beginsName = (code: number): boolean => code >= 128 || nameSigns[code] === 2;

/** A number made of the signs of a text: 31 times what those before gave, and the next, in 30 bits. */
export function hashOf(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = ((hash << 5) - hash + text.charCodeAt(at)) & 0x3fffffff;
  return hash;
}

/** Where a name stands, parted at its first colon, with a number for each part. */
export class NameSpan {
  start = 0;
  /** Behind the colon; where the name begins if there is none. */
  localStart = 0;
  end = 0;
  prefixHash = 0;
  localHash = 0;

  /** Takes the name that begins at `at`, and says where it ends. */
  read(text: string, at: number): number {
    this.#begin(at);
    let hash = 0;
    let end = at;
    for (; ; end++) {
      const code = text.charCodeAt(end);
      if (!(code >= 128 || nameSigns[code]! > 0)) break;
      if (code === COLON && this.localStart === at) {
        this.#part(end, hash);
        hash = 0;
      } else hash = ((hash << 5) - hash + code) & 0x3fffffff;
    }
    this.end = end;
    this.localHash = hash;
    return end;
  }

  /** Takes all that stands in `[start, end)` for a name. */
  set(text: string, start: number, end: number): void {
    this.#begin(start);
    const colon = text.slice(start, end).indexOf(':');
    if (colon >= 0) this.#part(start + colon, hashOf(text.slice(start, start + colon)));
    this.end = end;
    this.localHash = hashOf(text.slice(this.localStart, end));
  }

  #begin(at: number): void {
    this.start = at;
    this.localStart = at;
    this.prefixHash = 0;
  }

  #part(colon: number, hash: number): void {
    this.localStart = colon + 1;
    this.prefixHash = hash;
  }

  /** The name as text. */
  of(text: string): string {
    return text.slice(this.start, this.end);
  }
}

/** Where an attribute stands: its name, the blank before that, and the value between quotes. */
export class AttributeSpan extends NameSpan {
  blank = 0;
  valueStart = 0;
  valueEnd = 0;
}

/** Whether `[from, to)` of a text is this word. */
export function isWordAt(word: string, text: string, from: number, to: number): boolean {
  return word.length === to - from && text.startsWith(word, from);
}
