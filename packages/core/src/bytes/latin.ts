// Bytes to text in Latin-1 and Windows-1252, and ASCII.

const windows1252 = new TextDecoder('windows-1252');

type Latin1Slice = (this: Uint8Array, start: number, end: number) => string;
/** Node's own way takes a fraction of the others' time. Other runtimes' must be told where it ends. */
export const latin1Slice: Latin1Slice | undefined = (
  globalThis as { Buffer?: { prototype: { latin1Slice?: Latin1Slice } } }
).Buffer?.prototype.latin1Slice;

/** Bytes up to which a text is quicker made than decoded. */
const shortText = 24;

/** Room for the codes of a text of each length, used within the function below alone. */
const codesByLength = Array.from({ length: shortText + 1 }, (_, length) => new Array<number>(length).fill(0));

/** ASCII text of `bytes` from `from` to `to`; `undefined` where it is none, or too long for this to be quick. */
export function asciiText(bytes: Uint8Array, from = 0, to: number = bytes.length): string | undefined {
  const length = to - from;
  if (length > shortText)
    return latin1Slice && isAscii(bytes, from, to) ? latin1Slice.call(bytes, from, to) : undefined;
  const codes = codesByLength[length]!;
  let all = 0;
  for (let i = 0; i < length; i++) {
    codes[i] = bytes[from + i]!;
    all |= codes[i]!;
  }
  return all < 0x80 ? String.fromCharCode.apply(null, codes) : undefined;
}

function isAscii(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i]! >= 0x80) return false;
  return true;
}

/** Windows-1252 for 0x80 to 0x9f; the five codes it leaves free stay control characters. */
const upperControls =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f' +
  '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';

/** Windows-1252 text, the usual reading of `Latin`, out of Latin-1, as which some versions of Node decode it too. */
export function latinText(bytes: Uint8Array): string {
  const ascii = asciiText(bytes);
  if (ascii !== undefined) return ascii;
  const text = latin1Slice ? latin1Slice.call(bytes, 0, bytes.length) : windows1252.decode(bytes);
  return text.replace(/[\x80-\x9f]/g, (control) => upperControls[control.charCodeAt(0) - 0x80]!);
}
