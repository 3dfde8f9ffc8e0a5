// What the offsets of a maker note count from, where a program moved the note and left its offsets: found by a footer,
// or by where its values would lie (ExifTool's MakerNotes.pm tells of both).
import type { View } from '../../bytes/view.js';
import { fieldSize } from '../../structures/tiff/field.js';
import type { DirectoryPlace } from './directory.js';

interface Block {
  readonly offset: number;
  readonly length: number;
}

/** The place with its offsets' base corrected; `noteEnd` is the end of the note, `hasFooter` that Canon wrote it. */
export function correctedPlace(
  view: View,
  place: DirectoryPlace,
  noteEnd: number,
  hasFooter: boolean,
): DirectoryPlace {
  const blocks = valueBlocks(view, place);
  if (blocks.length === 0) return place;
  const footer = hasFooter ? canonFooter(view, place, noteEnd, blocks) : undefined;
  if (footer !== undefined) return { ...place, base: place.base + footer };
  return countsFromEntries(view, place, noteEnd, blocks) ? { ...place, entryBased: true } : place;
}

/** Values outside the directory, the longest at each offset, in their order. */
function valueBlocks(view: View, { start, littleEndian }: DirectoryPlace): readonly Block[] {
  const longest = new Map<number, number>();
  for (const { offset, length } of entries(view, start, littleEndian))
    longest.set(offset, Math.max(length, longest.get(offset) ?? 0));
  return [...longest].map(([offset, length]) => ({ offset, length })).sort((a, b) => a.offset - b.offset);
}

function* entries(view: View, start: number, littleEndian: boolean) {
  const count = view.has(start, start + 2) ? view.u16(start, littleEndian) : 0;
  for (let i = 0; i < count; i++) {
    const at = start + 2 + 12 * i;
    if (!view.has(at, at + 12)) return;
    const type = view.u16(at + 2, littleEndian);
    if (type < 1 || type > 13) return;
    const length = view.u32(at + 4, littleEndian) * fieldSize(type);
    if (length > 4) yield { i, offset: view.u32(at + 8, littleEndian), length };
  }
}

/** Canon writes where the note lay behind it: a TIFF header whose offset is the note's. */
function canonFooter(
  view: View,
  { start, littleEndian, base }: DirectoryPlace,
  noteEnd: number,
  blocks: readonly Block[],
): number | undefined {
  const at = noteEnd - 8;
  if (at <= start || !view.has(at, noteEnd)) return undefined;
  const order = view.u16(at);
  if (order !== (littleEndian ? 0x4949 : 0x4d4d) || view.u16(at + 2, littleEndian) !== 42) return undefined;
  const shift = start - base - view.u32(at + 4, littleEndian);
  const last = blocks.at(-1)!;
  // Some programs correct the offsets but not the footer: then the values end just before it.
  const rest = noteEnd - (base + last.offset + last.length) - 8;
  return shift === 0 || rest === 0 || rest === 1 ? 0 : shift;
}

/** Offsets that count from their entries lie one behind the other only when the entries are added. */
function countsFromEntries(
  view: View,
  place: DirectoryPlace,
  noteEnd: number,
  blocks: readonly Block[],
): boolean {
  const { start, littleEndian } = place;
  const size = 2 + 12 * view.u16(start, littleEndian);
  let [least, most] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const { i, offset, length } of entries(view, start, littleEndian)) {
    const moved = offset + 12 * i;
    if (least < 12 || moved < least) least = moved;
    most = Math.min(most, moved + length);
  }
  let [steps, joined] = [0, 0];
  blocks.forEach(({ offset }, i) => {
    const before = blocks[i - 1];
    const gap = before && offset - before.offset - before.length;
    if (gap === 0 || gap === 1) joined++;
    else if (gap === -12) steps++;
  });
  const fits = (steps > joined && least >= size - 2) || least === size - 2 || least === size + 2;
  return fits && most <= noteEnd - start - 2;
}
