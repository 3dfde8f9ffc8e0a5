// Where the first directory of a maker note lies: searched for where its form does not tell, mended where the camera
// writes the number of its entries in another way (ExifTool's MakerNotes.pm tells of both).
import { View } from '../../bytes/view.js';
import { fieldSize, IFD } from '../../structures/tiff/field.js';
import { toText } from '../../tables/value.js';
import type { DirectoryPlace } from './directory.js';
import type { FormedNoteRef } from './form.js';
import { correctedPlace, firstOffset } from './offset-base.js';

/** The directory of a note whose form says `given`; `undefined` where nothing looks like one. */
export function firstDirectory(
  given: DirectoryPlace,
  { form, note }: Pick<FormedNoteRef, 'form' | 'note'>,
): DirectoryPlace | undefined {
  if (form.count !== undefined) return withCount(given, form.count);
  const dataEnd = note.tiff.source.wholeFile ? given.end : note.tiff.source.end;
  const place = form.isSearched ? located(given, Math.min(dataEnd, given.view.end), form) : given;
  if (place && form.isMaybeBefore) return withLeicaBase(place);
  if (!place?.view.has(place.start, place.start + 2) || form.fixedBase || form.moved) return place;
  return correctedPlace(place, given.end, form.members, form.fixBase);
}

/** Of some programs and cameras offsets count from the note, not from the directory that begins 8 bytes behind it. */
function withLeicaBase(place: DirectoryPlace): DirectoryPlace {
  const { view, start, base, littleEndian } = place;
  const first = firstOffset(place);
  const count = view.has(start, start + 2) ? view.u16(start, littleEndian) : 0;
  return first !== undefined && first - (12 * count + 4) > 8 ? { ...place, base: base - 8 } : place;
}

/** The directory with its number of entries in two bytes just before the first one. */
function withCount(place: DirectoryPlace, count: number | 'padded'): DirectoryPlace | undefined {
  const { view, start, end, littleEndian } = place;
  if (!view.has(start, start + 4)) return undefined;
  const bytes = view.slice(start, end).slice();
  const at = count === 'padded' ? 2 : 0;
  const entries =
    count === 'padded' ? view.u16(start, littleEndian) || view.u16(start + 2, littleEndian) : count;
  new DataView(bytes.buffer).setUint16(at, entries, littleEndian);
  return { ...place, view: new View(bytes, start), start: start + at };
}

const searchedBytes = 32;
const minBytes = 14;
const maxOffset = 0x10000;

/** Looks for a TIFF header or a directory at the start of a note; `dataEnd` is the end of what it lies in. */
function located(
  given: DirectoryPlace,
  dataEnd: number,
  form: FormedNoteRef['form'],
): DirectoryPlace | undefined {
  const { view, start: noteStart, end } = given;
  let { littleEndian } = given;
  for (let start = noteStart; start <= noteStart + searchedBytes && start + minBytes <= end; start += 2) {
    if (!view.has(start, start + minBytes)) return undefined;
    const order = view.u16(start);
    if (order === 0x4949 || order === 0x4d4d) {
      littleEndian = order === 0x4949;
      const first = start + view.u32(start + 4, littleEndian);
      if (view.u16(start + 2, littleEndian) === 42 && first >= start + 8 && first + minBytes <= end)
        return { ...given, start: first, base: start, littleEndian };
    }
    let entries = view.u16(start, littleEndian);
    if (entries === 0) continue;
    if ((entries & 0xff) === 0) {
      littleEndian = !littleEndian;
      entries >>= 8;
    } else if (entries > 0xff) continue;
    const rest = dataEnd - (start + 2 + 12 * entries);
    if (rest < 4 && rest !== 2 && rest !== 0) continue;
    if (looksSound(view, start, entries, littleEndian, dataEnd - noteStart, form))
      return { ...given, start, littleEndian };
  }
  return undefined;
}

/** Whether each entry has a type and a number of values that may be; some cameras write others. */
function looksSound(
  view: View,
  start: number,
  entries: number,
  littleEndian: boolean,
  size: number,
  { members }: FormedNoteRef['form'],
): boolean {
  const [make, model] = [toText(members.get('Make')), toText(members.get('Model'))];
  for (let i = 0; i < entries; i++) {
    const at = start + 2 + 12 * i;
    const type = view.u16(at + 2, littleEndian);
    const count = view.u32(at + 4, littleEndian);
    if (type === 0) {
      if (entries === 23 && i === 21 && make === 'SAMSUNG') return true;
      if ((count === 0 && i > 0) || (i === entries - 1 && /EOS 40D/.test(model))) continue;
    }
    if ((entries === 12 && make === 'SONY' && i >= 8) || (type === 16 && make === 'Apple')) continue;
    if (type < 1 || type > IFD || count > 0xffffff) return false;
    const length = count * fieldSize(type);
    if (entries === 1 && length > 4 && (length > size || view.u32(at + 8, littleEndian) > maxOffset))
      return false;
  }
  return true;
}
