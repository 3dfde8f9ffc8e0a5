// Which maker notes state what goes: by maker and tag id where their directories can be read, else by the names that
// the tables of their maker have, and of places by what texts of unknown form say.
import type { ByteRange, Scan } from '../../bytes/scan.js';
import { View } from '../../bytes/view.js';
import { fieldSize } from '../../structures/tiff/field.js';
import { lazy } from '../../tables/lazy.js';
import { noteNames } from '../groups/note-names.generated.js';
import { type Directory, readDirectory } from './directory.js';
import { type Draft, PartDraft } from './draft.js';
import type { OnlyGroup } from './groups.js';
import type { Selection } from './selection.js';

/** The tags of one kind of note that state something of a group. */
interface Fact {
  readonly groups: readonly OnlyGroup[];
  /** The text that the note starts with. */
  readonly header: string;
  readonly make: RegExp;
  readonly ids: ReadonlySet<number>;
  /** Where the note's directory is, and what its offsets count from: the TIFF structure or the note. */
  readonly directory: (note: View) => number;
  readonly from: 'tiff' | 'note';
  /** Bytes before both in the note. */
  readonly skip: number;
}

const place: readonly OnlyGroup[] = ['gps', 'location'];
const panasonic = { header: 'Panasonic\0', make: /./, from: 'tiff', skip: 0, directory: () => 12 } as const;
const leica = { ...panasonic, header: 'LEICA\0\0\0', directory: () => 8 } as const;
const pentax = { ...panasonic, header: 'AOC\0', directory: () => 6 } as const;
const casio = { ...panasonic, header: 'QVC\0', directory: () => 6 } as const;
const panasonicPlaces = new Set([0x67, 0x69, 0x6b, 0x6d, 0x6f, 0x80]);
const panasonicTitles = new Set([0x61, 0x65, 0x66]);

/**
 * Nikon: LocationInfo 0x39, BarometerInfo 0xc3 (altitude). Panasonic, and Leica's made by it: Location, Country,
 * State, City, Landmark, City2; Title, BabyName, names of faces in 0x61. Samsung: LocalLocationName, LocationName. Canon: OwnerName 9.
 * Pentax: HometownCity 0x23, DestinationCity 0x24 and both in 0x6b, Artist 0x22e, Copyright 0x22f. Casio: HometownCity.
 */
const facts: readonly Fact[] = [
  {
    ...{ groups: place, header: 'Nikon\0\x02', make: /^nikon/i, ids: new Set([0x39, 0xc3]) },
    ...{ from: 'note', skip: 10 },
    directory: (note) => note.u32(note.start + 14, note.u8(note.start + 10) === 0x49),
  },
  { ...panasonic, groups: place, ids: panasonicPlaces },
  { ...panasonic, groups: ['captions'], ids: panasonicTitles },
  { ...leica, groups: place, ids: panasonicPlaces },
  { ...leica, groups: ['captions'], ids: panasonicTitles },
  { ...pentax, groups: ['location'], ids: new Set([0x23, 0x24, 0x6b]) },
  { ...casio, groups: ['location'], ids: new Set([0x3006]) },
  { ...pentax, groups: ['creator'], ids: new Set([0x22e]) },
  { ...pentax, groups: ['copyright'], ids: new Set([0x22f]) },
  {
    ...{ groups: place, header: '', make: /^samsung/i, ids: new Set([0x30, 0x31]), from: 'note', skip: 0 },
    directory: () => 0,
  },
  {
    ...{ groups: ['creator'], header: '', make: /^canon/i, ids: new Set([0x09]), from: 'tiff', skip: 0 },
    directory: () => 0,
  },
];

const maxEntries = 1024;
/** A stated place or name has a few hundred bytes. */
const maxValueBytes = 4096;

/** Makers whose notes begin or cameras are called otherwise than their tables. */
const otherNames: { readonly [maker: string]: RegExp } = {
  Casio: /^(casio|qvc\0|dci\0)/i,
  FujiFilm: /^(fuji|generale)/i,
  HP: /^(hp\b|hewlett|vivitar)/i,
  Kodak: /kodak/i,
  Minolta: /minolta/i,
  Olympus: /^(olymp|epson|om |om digital)/i,
  Panasonic: /^(panasonic|leica|mke)/i,
  Pentax: /^(aoc\0|pentax|asahi|ricoh imaging)/i,
  Sigma: /^(sigma|foveon)/i,
  Sony: /^(sony|hasselblad|semc|premi)/i,
};

/** The tags of makers whose notes are not read, by how their notes or makes begin. */
const unread = lazy(() =>
  noteNames
    .trim()
    .split('\n')
    .map((row) => {
      const [maker = '', names = ''] = row.split('\t');
      const tags = names.split(' ').map((name) => ({ family: 'MakerNotes', group: maker, name }));
      return { begins: otherNames[maker] ?? new RegExp(`^${maker}`, 'i'), tags };
    }),
);

/** Whether the tables of the note's maker, whose notes are not read, name what the selection removes. */
function isNamed(head: string, make: string, selection: Selection): boolean {
  return unread().some(
    ({ begins, tags }) => (begins.test(head) || begins.test(make)) && tags.some((tag) => selection.goes(tag)),
  );
}

/**
 * Whether the note `[start, end)` of a TIFF structure states what the selection removes: in a tag that is known to,
 * or a place by words in a note of any other form.
 */
export function* tells(
  draft: Draft,
  { start, end }: ByteRange,
  make: string,
  selection: Selection,
): Scan<boolean> {
  const { groups, position } = selection;
  const note = new View(yield* draft.read(start, end), start);
  const head = note.latin1(start, Math.min(note.end, start + 16));
  if (position && /latitude|longitude|\bgps/i.test(note.latin1(start, note.end))) return true;
  const asked = [...groups];
  const answered = new Set<OnlyGroup>();
  for (const fact of facts) {
    const { header, make: maker } = fact;
    const present = note.has(start, start + Math.max(18, header.length));
    if (!present || !asked.some((group) => fact.groups.includes(group))) continue;
    if (!maker.test(make) || !head.startsWith(header)) continue;
    if (yield* states(draft, note, fact)) return true;
    for (const group of fact.groups) answered.add(group);
  }
  return asked.some((group) => !answered.has(group)) && isNamed(head, make, selection);
}

function* states(draft: Draft, note: View, fact: Fact): Scan<boolean> {
  const { start, end } = note;
  const base = fact.from === 'note' ? start + fact.skip : 0;
  const whole = new PartDraft(draft, [{ start: base, end: fact.from === 'note' ? end : draft.length }]);
  const at = start - base + fact.directory(note) + (fact.from === 'note' ? fact.skip : 0);
  for (const littleEndian of [true, false]) {
    const form = { littleEndian, big: false };
    const directory = yield* readDirectory(whole, form, at, 'note', maxEntries, 0);
    if (!directory || !isPlausible(directory)) continue;
    for (const { id, start: from, end: to } of directory.rows) {
      if (!fact.ids.has(id) || to - from > maxValueBytes) continue;
      if (to > whole.length || saysSomething(yield* whole.read(from, to))) return true;
    }
  }
  return false;
}

/** Read in the wrong byte order, hardly an entry has a type that there is. */
function isPlausible({ rows }: Directory): boolean {
  const known = rows.filter(({ type }) => fieldSize(type) > 0).length;
  return known > 0 && known * 2 > rows.length;
}

/** More than nulls, blanks and dashes behind the header that some makers put before: an encoding, a version. */
function saysSomething(bytes: Uint8Array): boolean {
  const text = String.fromCharCode(...bytes).replace(/^(ASCII\0|UNICODE\0|0100[\0-\x02]?)/, '');
  return /[^\0 -]/.test(text);
}
