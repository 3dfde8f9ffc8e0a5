// What the offsets of a maker note count from, where a program moved the note and left its offsets, or where a camera
// counts from elsewhere: found by a footer, or by where its values would lie (ExifTool's MakerNotes.pm tells of all).
import { type DirectoryFaults, DirectoryWalk } from '../../structures/tiff/directory.js';
import { PRINT_IM_IN_NOTE } from '../../structures/tiff/ids.js';
import { byteText, toText, type Value } from '../../tables/value.js';
import type { DirectoryPlace } from './directory.js';
import type { BaseFix } from './forms.js';

/** A value outside the directory, by the index and the id of its entry. */
interface Block {
  readonly i: number;
  readonly id: number;
  readonly offset: number;
  readonly length: number;
}

/** How the blocks lie: what lies one behind the other, what overlaps by an entry, and the offset of the first. */
interface Layout {
  readonly joined: number;
  readonly steps: number;
  readonly first: number;
}

/** The place with its offsets' base corrected, as far as `fix` allows; `noteEnd` is the end of the note. */
export function correctedPlace(
  place: DirectoryPlace,
  noteEnd: number,
  members: ReadonlyMap<string, Value>,
  fix: BaseFix | undefined,
): DirectoryPlace {
  const all = valueBlocks(place);
  if (all.length === 0) return place;
  const blocks = oneAtEachOffset(all);
  const hasFooter = toText(members.get('Make')).startsWith('Canon');
  const footer = hasFooter ? canonFooter(place, noteEnd, blocks) : undefined;
  if (footer !== undefined) return { ...place, base: place.base + footer, firstBase: place.base };
  const size = 2 + 12 * place.view.u16(place.start, place.littleEndian);
  const distances = usualDistances(members);
  const usual = distances[0];
  const layout = layoutOf(blocks, size, place.start - place.base + size + (usual ?? 4));
  if (countsFromEntries(place, size, noteEnd, all, layout))
    return { ...place, base: place.start + 2, firstBase: place.base, entryBased: true };
  if (!fix || usual === undefined || pointsToPrintIm(place, all)) return place;
  const distance = layout.first - (place.start - place.base) - size;
  if (fix === 'where far' && distance >= 0 && distance <= 24) return place;
  if ([0, 4, ...distances].includes(distance)) return place;
  return { ...place, base: place.base + usual - distance, firstBase: place.base };
}

/** As far as entries have a type. */
const asFarAsTyped: DirectoryFaults = {
  maxEntries: 65_535,
  directory: (_fault, _walk, room) => room,
  entry: (fault) => (fault === 'type' ? 'stop' : 'give'),
};

function valueBlocks({ view, start, littleEndian }: DirectoryPlace): readonly Block[] {
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
    const { at, id, first, length, inline, valueStart: offset } = walk;
    if (!inline) blocks.push({ i: (at - first) / 12, id, offset, length });
  }
  return blocks;
}

/** The lowest offset of a value outside of the directory; `undefined` where there is no such value. */
export function firstOffset(place: DirectoryPlace): number | undefined {
  const blocks = valueBlocks(place);
  return blocks.length > 0 ? Math.min(...blocks.map(({ offset }) => offset)) : undefined;
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
  { view, start, littleEndian, base }: DirectoryPlace,
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

/** `expected`: where the first value should lie. Some cameras write values before the directory, or wrong offsets. */
function layoutOf(blocks: readonly Block[], size: number, expected: number): Layout {
  let [joined, steps, first] = [0, 0, blocks[0]!.offset];
  for (let i = 1; i < blocks.length; i++) {
    const [before, { offset }] = [blocks[i - 1]!, blocks[i]!];
    const gap = offset - before.offset - before.length;
    if (gap === 0 || gap === 1) joined++;
    else if (gap === -12) steps++;
    if ((gap >= size && Math.abs(offset - expected) <= 4) || first < 12) first = offset;
  }
  return { joined, steps, first };
}

/** Offsets that count from their entries lie one behind the other only when the entries are added. */
function countsFromEntries(
  { start }: DirectoryPlace,
  size: number,
  noteEnd: number,
  all: readonly Block[],
  { steps, joined }: Layout,
): boolean {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const { i, offset, length } of all) {
    const moved = offset + 12 * i;
    if (least < 12 || moved < least) least = moved;
    most = Math.min(most, moved + length);
  }
  const fits = (steps > joined && least >= size - 2) || least === size - 2 || least === size + 2;
  return fits && most <= noteEnd - start - 2;
}

/** Print Image Matching, which begins with its name, tells that the offsets are right. */
function pointsToPrintIm({ view, base, start }: DirectoryPlace, all: readonly Block[]): boolean {
  const block = all.findLast(({ id }) => id === PRINT_IM_IN_NOTE);
  const at = base + (block?.offset ?? 0);
  return (
    block !== undefined &&
    at !== start &&
    view.has(at, at + 8) &&
    byteText(view.slice(at, at + 8)) === 'PrintIM\0'
  );
}

/** How far behind its directory a camera's first value lies, the most usual first; none where there is no rule. */
function usualDistances(members: ReadonlyMap<string, Value>): readonly number[] {
  const [make, model] = [toText(members.get('Make')), toText(members.get('Model'))];
  const type = toText(members.get('FILE_TYPE'));
  const maker = makers.find(([pattern]) => pattern.test(make));
  const distances = maker?.[1] ?? [4];
  return typeof distances === 'function' ? distances(model, { type, members }) : distances;
}

type Around = { readonly type: string; readonly members: ReadonlyMap<string, Value> };
type Distances = readonly number[] | ((model: string, around: Around) => readonly number[]);

/** By maker. */
const makers: readonly (readonly [make: RegExp, Distances])[] = [
  [
    /^Canon/,
    (model) => [
      /\b(20D|350D|REBEL XT|Kiss Digital N)\b/.test(model) ? 6 : 4,
      ...(/\b(FV\b|OPTURA)/.test(model) ? [28] : []),
      ...(/(PowerShot|IXUS|IXY)/.test(model) ? [16] : []),
    ],
  ],
  [/^CASIO/, (_, { type }) => (/^(RIFF|MOV)$/.test(type) ? [0] : [4, 16, 2])],
  [/^(General Imaging Co.|GEDSC IMAGING CORP.)/i, [0]],
  [/^KYOCERA/, [12]],
  [/^Leica Camera AG/, leica],
  [
    /^OLYMPUS/,
    (model) => {
      if (/^E-(1|300|330)\b/.test(model)) return [16];
      return /^(C2500L|C-1Z?|C-5000Z|X-2|C720UZ|C725UZ|C150|C2Z|E-10|E-20|FerrariMODEL2003|u20D|u10D)\b/.test(
        model,
      )
        ? []
        : [4];
    },
  ],
  [/^(Panasonic|JVC)\b/, [0]],
  [
    /^SONY/,
    (model, { members }) =>
      /^(DSLR-.*|SLT-A(33|35|55V)|NEX-(3|5|C3|VG10E))$/.test(model) || members.get('OlympusCAMER')
        ? [4]
        : [0],
  ],
  [
    /^SAMSUNG$/,
    (model, { members }) => (model === 'EK-GN120' && members.get('FileType') === 'SRW' ? [40] : [4]),
  ],
  [/^FUJIFILM$/, [4, 6]],
  [/^TOSHIBA/, [0, 24]],
  [/^Konica Minolta/i, [4, -16]],
  [/^Minolta/, [4, -8, -12]],
];

function leica(model: string, { type }: Around): readonly number[] {
  if (model === 'S2') return [4, type === 'JPEG' ? 286 : 274];
  if (model === 'LEICA M MONOCHROM (Typ 246)') return [4, 130];
  if (model === 'LEICA M (Typ 240)') return [4, 118];
  return /^(R8|R9|M8)\b/.test(model) ? [6] : [4];
}
