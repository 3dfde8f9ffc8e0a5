// What the offsets of a maker note count from, where a program moved the note and left its offsets: found by a footer,
// or by where its values would lie (ExifTool's MakerNotes.pm tells of both).
import type { View } from '../../bytes/view.js';
import { type DirectoryFaults, DirectoryWalk } from '../../structures/tiff/directory.js';
import type { DirectoryPlace } from './directory.js';

/** A value outside the directory, and the index of its entry. */
interface Block {
  readonly i: number;
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
  const all = valueBlocks(view, place);
  if (all.length === 0) return place;
  const blocks = oneAtEachOffset(all);
  const footer = hasFooter ? canonFooter(view, place, noteEnd, blocks) : undefined;
  if (footer !== undefined) return { ...place, base: place.base + footer };
  return countsFromEntries(view, place, noteEnd, all, blocks) ? { ...place, entryBased: true } : place;
}

/** As far as entries have a type. */
const asFarAsTyped: DirectoryFaults = {
  maxEntries: 65_535,
  directory: (_fault, _walk, room) => room,
  entry: (fault) => (fault === 'type' ? 'stop' : 'give'),
};

function valueBlocks(view: View, { start, littleEndian }: DirectoryPlace): readonly Block[] {
  const walk = new DirectoryWalk(
    view,
    { littleEndian, big: false },
    { start: 0, end: view.end },
    asFarAsTyped,
  );
  walk.enter(start);
  while (walk.open());
  const blocks: Block[] = [];
  while (walk.advance()) {
    const { at, first, length, inline, valueStart: offset } = walk;
    if (!inline) blocks.push({ i: (at - first) / 12, offset, length });
  }
  return blocks;
}

/** The longest at each offset, in the order of the offsets. */
function oneAtEachOffset(all: readonly Block[]): readonly Block[] {
  const rises = all.every(({ offset }, i) => i === 0 || offset > all[i - 1]!.offset);
  if (rises) return all;
  const sorted = all.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
  return sorted.filter(({ offset }, i) => i === 0 || offset !== sorted[i - 1]!.offset);
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
  all: readonly Block[],
  blocks: readonly Block[],
): boolean {
  const { start, littleEndian } = place;
  const size = 2 + 12 * view.u16(start, littleEndian);
  let [least, most] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const { i, offset, length } of all) {
    const moved = offset + 12 * i;
    if (least < 12 || moved < least) least = moved;
    most = Math.min(most, moved + length);
  }
  let [steps, joined] = [0, 0];
  for (let i = 1; i < blocks.length; i++) {
    const before = blocks[i - 1]!;
    const gap = blocks[i]!.offset - before.offset - before.length;
    if (gap === 0 || gap === 1) joined++;
    else if (gap === -12) steps++;
  }
  const fits = (steps > joined && least >= size - 2) || least === size - 2 || least === size + 2;
  return fits && most <= noteEnd - start - 2;
}
