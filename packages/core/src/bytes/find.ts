// Finds a byte, by the fastest way the platform has, and a text.

type IndexOf = (this: Uint8Array, byte: number, from: number) => number;
type IndexOfText = (this: Uint8Array, text: string, from: number, encoding: 'latin1') => number;

const nodeBuffer = (
  globalThis as { Buffer?: { prototype: { indexOf: IndexOf & IndexOfText; lastIndexOf: IndexOf } } }
).Buffer;
/** Node's own search is ten times as fast as the typed array's (it uses `memchr`). */
const indexOf: IndexOf = nodeBuffer?.prototype.indexOf ?? Uint8Array.prototype.indexOf;

/** Whether {@link findByte} is the platform's fast one; else whoever looks at much does better by words. */
export const findsFast: boolean = nodeBuffer !== undefined;

/** Index of the first `byte` at or after `from`, or -1. */
export function findByte(bytes: Uint8Array, byte: number, from: number): number {
  return indexOf.call(bytes, byte, from);
}

const lastIndexOf: IndexOf = nodeBuffer?.prototype.lastIndexOf ?? Uint8Array.prototype.lastIndexOf;

/** Index of the last `byte` at or before `from`, or -1. */
export function findLastByte(bytes: Uint8Array, byte: number, from: number): number {
  return lastIndexOf.call(bytes, byte, from);
}

/** Of so many bytes on the platform's search of texts is worth its call. */
const worthCall = 512;

/** A test for whether `[start, end)` of some bytes holds an ASCII text, by the platform's search or ours. */
export function searchFor(text: string): (bytes: Uint8Array, start: number, end: number) => boolean {
  const ours = searchByLast(text);
  const indexOfText: IndexOfText | undefined = nodeBuffer?.prototype.indexOf;
  if (!indexOfText) return ours;
  return (bytes, start, end) =>
    end - start < worthCall
      ? ours(bytes, start, end)
      : indexOfText.call(bytes.subarray(start, end), text, 0, 'latin1') >= 0;
}

/** Horspool's search, by the text's last letter. */
function searchByLast(text: string): (bytes: Uint8Array, start: number, end: number) => boolean {
  const last = text.length - 1;
  const steps = new Uint8Array(256).fill(Math.min(text.length, 255));
  for (let i = Math.max(0, last - 254); i < last; i++) steps[text.charCodeAt(i)] = last - i;
  return (bytes, start, end) => {
    for (let at = start + last; at < end; at += steps[bytes[at]!]!) {
      let i = last;
      while (i >= 0 && bytes[at - last + i] === text.charCodeAt(i)) i--;
      if (i < 0) return true;
    }
    return false;
  };
}
