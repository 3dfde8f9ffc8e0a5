// Which maker notes state what goes: entry by entry where their directories can be read, else by the names that the
// tables of their maker have, and of places by what texts of unknown form say. What a name is say the rules of groups.
import type { ByteRange, Scan } from '../../bytes/scan.js';
import { View } from '../../bytes/view.js';
import { fieldSize } from '../../structures/tiff/field.js';
import { lazy } from '../../tables/lazy.js';
import type { NamedTag } from '../groups/index.js';
import { noteNames } from '../groups/note-names.generated.js';
import { type Directory, readDirectory } from './directory.js';
import { type Draft, PartDraft } from './draft.js';
import type { Selection } from './selection.js';

/** A form of note whose entries can be read here. */
interface Form {
  /** The text that the note starts with. */
  readonly header: string;
  readonly make: RegExp;
  /** ExifTool's table of its tags. */
  readonly table: string;
  /** Where the note's directory is, and what its offsets count from: the TIFF structure or the note. */
  readonly directory: (note: View) => number;
  readonly from: 'tiff' | 'note';
  /** Bytes before both in the note. */
  readonly skip: number;
}

const fromTiff = { make: /./, from: 'tiff', skip: 0 } as const;

const forms: readonly Form[] = [
  {
    ...{ header: 'Nikon\0\x02', make: /^nikon/i, table: 'Nikon::Main', from: 'note', skip: 10 },
    directory: (note) => note.u32(note.start + 14, note.u8(note.start + 10) === 0x49),
  },
  { ...fromTiff, header: 'Panasonic\0', table: 'Panasonic::Main', directory: () => 12 },
  { ...fromTiff, header: 'LEICA\0\0\0', table: 'Panasonic::Main', directory: () => 8 },
  { ...fromTiff, header: 'AOC\0', table: 'Pentax::Main', directory: () => 6 },
  { ...fromTiff, header: 'QVC\0', table: 'Casio::Type2', directory: () => 6 },
  {
    ...{ header: '', make: /^samsung/i, table: 'Samsung::Type2', from: 'note', skip: 0 },
    directory: () => 0,
  },
  { ...fromTiff, header: '', make: /^canon/i, table: 'Canon::Main', directory: () => 0 },
];

const maxEntries = 1024;
/** A stated place or name has a few hundred bytes; what is longer says something. */
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

/** A tag of a table, and the entry in whose value it stands. */
interface NoteTag extends NamedTag {
  readonly id: number;
}

/** The tags of each table that may be asked for. */
const tables = lazy(
  (): ReadonlyMap<string, readonly NoteTag[]> =>
    new Map(
      noteNames
        .trim()
        .split('\n')
        .map((row) => {
          const [table = '', tags = ''] = row.split('\t');
          const group = makerOf(table);
          return [
            table,
            tags.split(' ').map((tag) => {
              const [id = '', name = ''] = tag.split('=');
              return { family: 'MakerNotes', group, name, id: Number(id) };
            }),
          ];
        }),
    ),
);

function makerOf(table: string): string {
  return table.slice(0, table.indexOf(':'));
}

/** Whether a table of the note's maker names what the selection removes, by how the note or the make begins. */
function isNamed(head: string, make: string, selection: Selection): boolean {
  for (const [table, tags] of tables()) {
    const maker = makerOf(table);
    const begins = otherNames[maker] ?? new RegExp(`^${maker}`, 'i');
    if ((begins.test(head) || begins.test(make)) && tags.some((tag) => selection.goes(tag))) return true;
  }
  return false;
}

/**
 * Whether the note `[start, end)` of a TIFF structure states what the selection removes: in an entry that is named so,
 * in a form that cannot be read and whose tables have such names, or a place by words in it.
 */
export function* tells(
  draft: Draft,
  { start, end }: ByteRange,
  make: string,
  selection: Selection,
): Scan<boolean> {
  const note = new View(yield* draft.read(start, end), start);
  const head = note.latin1(start, Math.min(note.end, start + 16));
  if (selection.position && /latitude|longitude|\bgps/i.test(note.latin1(start, note.end))) return true;
  const form = forms.find(
    ({ header, make: maker }) =>
      note.has(start, start + Math.max(18, header.length)) && maker.test(make) && head.startsWith(header),
  );
  const stated = form && (yield* states(draft, note, form, selection));
  return stated ?? isNamed(head, make, selection);
}

/** Whether an entry of the note states what goes; `undefined` where its directory cannot be read. */
function* states(draft: Draft, note: View, form: Form, selection: Selection): Scan<boolean | undefined> {
  const { start, end } = note;
  const tags = tables().get(form.table) ?? [];
  const going = new Set(tags.filter((tag) => selection.goes(tag)).map(({ id }) => id));
  const base = form.from === 'note' ? start + form.skip : 0;
  const whole = new PartDraft(draft, [{ start: base, end: form.from === 'note' ? end : draft.length }]);
  const at = start - base + form.directory(note) + (form.from === 'note' ? form.skip : 0);
  let isRead = false;
  for (const littleEndian of [true, false]) {
    const directory = yield* readDirectory(whole, { littleEndian, big: false }, at, 'note', maxEntries, 0);
    if (!directory || !isPlausible(directory)) continue;
    isRead = true;
    for (const { id, start: from, end: to } of directory.entries) {
      if (!going.has(id)) continue;
      if (to > whole.length || to - from > maxValueBytes || saysSomething(yield* whole.read(from, to)))
        return true;
    }
  }
  return isRead ? false : undefined;
}

/** Read in the wrong byte order, hardly an entry has a type that there is. */
function isPlausible({ entries }: Directory): boolean {
  const known = entries.filter(({ type }) => fieldSize(type) > 0).length;
  return known > 0 && known * 2 > entries.length;
}

/** More than nulls, blanks and dashes behind the header that some makers put before: an encoding, a version. */
function saysSomething(bytes: Uint8Array): boolean {
  const text = String.fromCharCode(...bytes).replace(/^(ASCII\0|UNICODE\0|0100[\0-\x02]?)/, '');
  return /[^\0 -]/.test(text);
}
