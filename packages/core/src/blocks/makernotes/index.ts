// Maker notes: tells whose each is and how it begins, and hands it on to the block of its maker.
import type { Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import { DNG_PRIVATE_DATA, MAKER_NOTE } from '../../structures/tiff/ids.js';
import { bytesOf } from '../../structures/tiff/open.js';
import { makeTag } from '../../tables/tag.js';
import { byteText, toText, type Value } from '../../tables/value.js';
import type { Block, BlockKind, BlockRef, Context, Loaded, Tag } from '../../types.js';
import type { MakerNoteRef } from '../exif/structure.js';
import { loadedTags, type NamedValues } from '../loaded.js';
import { inPrivateData } from './adobe.js';
import { startsDirectory } from './directory.js';
import { type FormedNoteRef, membersOf, type NoteForm } from './form.js';
import { type Form, formBytes, forms, sr2Private } from './forms.js';
import { unknownNote } from './unknown-note.js';
import { bareKinds, bareNote } from './without-tiff.js';

const kinds = forms.map(({ kind }) => kind).filter((kind) => kind !== undefined);

/** Maker notes of all makers, as far as it takes to recognize them. */
export const makerNote: Block<'makerNote', NamedValues> = {
  name: 'makerNote',
  kinds: ['makernote'],
  holds: [...new Set([...kinds, ...bareKinds])],
  *load(refs: readonly BlockRef[], context: Context): Scan<Loaded<NamedValues>> {
    const tags: Tag[] = [];
    const handedOn: FormedNoteRef[] = [];
    for (const ref of refs) {
      const carrier = ref as MakerNoteRef;
      if (!carrier.tiff) {
        const bare = yield* bareNote(ref, context);
        if (bare) handedOn.push(bare);
        continue;
      }
      const note = carrier.entry === DNG_PRIVATE_DATA ? yield* inPrivateData(carrier) : carrier;
      if (!note) continue;
      const view = note.tiff.joined
        ? note.tiff.source.view
        : yield { start: note.offset, end: Math.min(note.offset + note.length, note.offset + headBytes) };
      if (!view.has(note.offset, note.offset + 1)) continue;
      const members = membersOf(note);
      const form = note.isPrivateData ? sr2Private : formOf(note, view, members);
      if (form?.kind) {
        handedOn.push(readAs(form, form.kind, note, view, members));
        continue;
      }
      const tag = form?.name ? unreadNote(form.name, view, note) : yield* unknownNote(note, members);
      if (tag) tags.push(tag);
    }
    return loadedTags(() => tags, undefined, { handedOn });
  },
};

const headBytes = 128;
const maxTextBytes = 64;

/** The form of a note: the first that it fits. */
function formOf(note: MakerNoteRef, view: View, members: ReadonlyMap<string, Value>): Form | undefined {
  const end = Math.min(note.offset + Math.min(note.length, headBytes), view.end);
  const start = byteText(view.slice(note.offset, Math.min(end, note.offset + formBytes)));
  const make = toText(members.get('Make'));
  const model = toText(members.get('Model'));
  for (const form of forms) {
    if ((form.entry ?? MAKER_NOTE) !== note.entry) continue;
    if (form.head && !form.head.test(start)) continue;
    if (form.make && !form.make.test(make)) continue;
    if (form.model && !form.model.test(model)) continue;
    if (form.fileType && form.fileType !== members.get('FileType')) continue;
    if (form.all && !form.all.test(byteText(view.slice(note.offset, end)))) continue;
    return form;
  }
  return undefined;
}

function unreadNote(name: string, view: View, note: MakerNoteRef): Tag | undefined {
  const { offset, length, tiff } = note;
  const end = offset + length;
  const isText = name === 'MakerNoteUnknownText' && length <= maxTextBytes;
  const held = isText ? [view, tiff.source.view].find((one) => one.has(offset, end)) : undefined;
  const value = held ? byteText(held.slice(offset, end)).replace(/\0+$/, '') : bytesOf(tiff, offset, end);
  return makeTag('EXIF', 'ExifIFD', 0x927c, { name }, value);
}

function readAs(
  {
    table = '',
    start = 0,
    pointer,
    base,
    littleEndian,
    isSearched = false,
    fixBase,
    count,
    moved,
    isMaybeBefore,
    member,
  }: Form,
  kind: BlockKind,
  note: MakerNoteRef,
  view: View,
  members: ReadonlyMap<string, Value>,
): FormedNoteRef {
  const around = (note.moved ?? note.tiff.header).littleEndian;
  const order = littleEndian === 'as TIFF' ? around : littleEndian;
  const at = note.offset + start + distance(view, note.offset, pointer, order);
  const form: NoteForm = {
    table,
    start: at,
    base: baseOf(base, note),
    littleEndian: order ?? startsDirectory(view, at, around),
    fixedBase: base !== undefined || note.entry !== MAKER_NOTE,
    fixBase,
    isSearched,
    count,
    moved,
    isMaybeBefore,
    members: member ? new Map([...members, [member, 1]]) : members,
  };
  return { kind, ranges: note.ranges, path: note.path, note, form };
}

function baseOf(base: Form['base'], { offset, tiff, moved }: MakerNoteRef): number {
  if (base === 'file') return 0;
  if (base === 'behind TIFF header') return tiff.source.start + 12;
  return base === undefined ? (moved?.base ?? tiff.source.start) : offset + base;
}

/** What the number at `pointer` in the note adds to where its directory begins. */
function distance(view: View, note: number, pointer: number | undefined, littleEndian = false): number {
  const at = note + (pointer ?? 0);
  return pointer !== undefined && view.has(at, at + 4) ? view.u32(at, littleEndian) : 0;
}
