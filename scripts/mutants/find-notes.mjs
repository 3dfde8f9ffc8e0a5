// Finds the maker notes of a file, whatever it is, by the TIFF headers in it, and which bytes of a note are values: all
// but those that say what and where the values are.

const typeSizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];
const LONG = 4;
const UNDEFINED = 7;
const IFD = 13;
const maxHeaders = 8;
const maxNoteHead = 64;
const maxEntries = 400;

/** The notes of the first TIFF structures in a file, with the maker and model that stand beside them. */
export function findNotes(bytes) {
  const notes = [];
  for (const tiff of tiffHeaders(bytes)) {
    const main = entriesAt(bytes, tiff, tiff.start + tiff.u32(tiff.start + 4));
    const exif = main.find(({ id }) => id === 0x8769);
    const entries = [...main, ...(exif ? entriesAt(bytes, tiff, tiff.start + exif.number) : [])];
    const note = entries.find(({ id, size }) => id === 0x927c && size > 4);
    if (!note) continue;
    const make = main.find(({ id }) => id === 0x10f);
    const model = main.find(({ id }) => id === 0x110);
    notes.push({
      tiff,
      start: note.start,
      end: note.end,
      make: make ? textOf(bytes, make) : '',
      model,
      modelName: model ? textOf(bytes, model) : '',
      values: valueRanges(bytes, tiff, note),
    });
  }
  return notes;
}

function textOf(bytes, { start, end }) {
  return bytes.toString('latin1', start, end).replace(/\0.*$/s, '').trim();
}

/** Byte order and place of each TIFF header. */
function tiffHeaders(bytes) {
  const found = [];
  for (const mark of ['II*\0', 'MM\0*'])
    for (let at = bytes.indexOf(mark, 0, 'latin1'); at >= 0; at = bytes.indexOf(mark, at + 4, 'latin1')) {
      found.push(readerOf(bytes, at, mark[0] === 'I'));
      if (found.length > maxHeaders) break;
    }
  return found.sort((a, b) => a.start - b.start).slice(0, maxHeaders);
}

function readerOf(bytes, start, littleEndian) {
  const read = (at, size) => {
    if (at < 0 || at + size > bytes.length) return 0;
    return littleEndian ? bytes.readUIntLE(at, size) : bytes.readUIntBE(at, size);
  };
  return { start, littleEndian, u16: (at) => read(at, 2), u32: (at) => read(at, 4) };
}

/** The entries of a directory, their values in this file as `[start, end)`. */
function entriesAt(bytes, { start: base, littleEndian, u16, u32 }, at, offsetBase = base) {
  const count = u16(at);
  if (count === 0 || count > maxEntries || at + 2 + 12 * count > bytes.length) return [];
  const entries = [];
  for (let i = 0; i < count; i++) {
    const place = at + 2 + 12 * i;
    const type = u16(place + 2);
    const size = (typeSizes[type] ?? 0) * u32(place + 4);
    const number = u32(place + 8);
    const start = size > 4 ? offsetBase + number : place + 8;
    entries.push({ id: u16(place), type, size, number, place, start, end: start + size, littleEndian });
  }
  return entries;
}

/** A directory whose ids rise and whose types are such; none where there is none here. */
function plausibleEntries(bytes, tiff, at, offsetBase) {
  const entries = entriesAt(bytes, tiff, at, offsetBase);
  const isOne = entries.every(
    ({ type }, i) => type > 0 && type <= IFD && (i === 0 || entries[i - 1].id <= entries[i].id),
  );
  return isOne ? entries : [];
}

/** The bytes of a note that are values, a range for each of them. */
function valueRanges(bytes, tiff, { start, end }) {
  const found = firstDirectory(bytes, tiff, start, end);
  if (!found) return [{ start: start + Math.min(12, (end - start) >> 1), end }];
  const structure = [{ start, end: found.at }];
  const values = [];
  walk(bytes, found, found.at, { start, end }, structure, values, 0);
  return values.filter((value) => value.start < value.end && !structure.some((one) => overlaps(one, value)));
}

function overlaps(a, b) {
  return a.start < b.end && b.start < a.end;
}

/** The first directory of a note, behind what it begins with, and the order and base in which its values lie in it. */
function firstDirectory(bytes, tiff, start, end) {
  for (let at = start; at < Math.min(start + maxNoteHead, end - 14); at++)
    for (const littleEndian of [tiff.littleEndian, !tiff.littleEndian]) {
      const reader = readerOf(bytes, tiff.start, littleEndian);
      if (plausibleEntries(bytes, reader, at, 0).length < (at === start ? 1 : 3)) continue;
      const bases = [tiff.start, start, ...Array.from({ length: at - start }, (_, i) => start + i + 1)];
      const share = (base) => insideShare(bytes, reader, at, base, start, end);
      const base = bases.reduce((best, one) => (share(one) > share(best) ? one : best));
      return { ...reader, at, base };
    }
  return undefined;
}

function insideShare(bytes, reader, at, base, start, end) {
  const far = entriesAt(bytes, reader, at, base).filter(({ size }) => size > 4);
  return far.filter((one) => one.start > at && one.start >= start && one.end <= end).length;
}

function walk(bytes, reader, at, note, structure, values, depth) {
  const entries = plausibleEntries(bytes, reader, at, reader.base);
  if (entries.length === 0 || depth > 3) return;
  structure.push({ start: at, end: at + 2 });
  for (const entry of entries) {
    const isFar = entry.size > 4;
    structure.push({ start: entry.place, end: entry.place + (isFar ? 12 : 8) });
    if (entry.start < note.start || entry.end > note.end) continue;
    const inner = innerDirectory(bytes, reader, entry, note);
    if (inner === undefined) values.push({ start: entry.start, end: entry.end });
    else {
      structure.push({ start: entry.place, end: entry.place + 12 });
      walk(bytes, reader, inner, note, structure, values, depth + 1);
    }
  }
}

/** Where the directory begins that an entry is or points to. */
function innerDirectory(bytes, reader, { type, size, number, start }, note) {
  const isPointer = (type === IFD || type === LONG) && size === 4;
  const at = isPointer ? reader.base + number : type === UNDEFINED && size > 40 ? start : -1;
  if (at <= note.start || at + 14 > note.end) return undefined;
  return plausibleEntries(bytes, reader, at, reader.base).length > 2 ? at : undefined;
}
