// The tags of a walked structure, in the order of the file, as ExifTool prints them.
import { StoredBytes } from '../../bytes/stored-bytes.js';
import { binaryText } from '../../present/plain.js';
import { UNDEFINED } from '../../structures/tiff/field.js';
import { DNG_PRIVATE_DATA, GEO_DOUBLES, GEO_KEYS, GEO_TEXTS, PRINT_IM } from '../../structures/tiff/ids.js';
import { bytesOf } from '../../structures/tiff/open.js';
import type { Entry, Ifd } from '../../structures/tiff/read.js';
import { readValue } from '../../structures/tiff/value.js';
import { makeTag } from '../../tables/tag.js';
import type { Context, Tag, TagScope, TagValue } from '../../types.js';
import type { Definition, Definitions } from './definition.js';
import { exifDefinitions } from './definitions.js';
import { dngRecordTags, isDngRecord } from './dng-records.js';
import { lastPictureEntry, pictureEntryName } from './offset-names.js';
import { pageCountTags } from './page-count.js';
import { panasonicDefinitions, panasonicMagic } from './panasonic-raw.js';
import { panasonicRecordTags } from './panasonic-records.js';
import { pictureTags } from './pictures.js';
import { printImTags } from './print-im.js';
import { largeArray, staysInFile, storedValue } from './stored.js';
import type { Structure } from './structure.js';
import { words } from './words.js';

/** Entries from here on may bring their own name: `Name: value`. */
const firstNamed = 0xf000;

/** What the entries of one directory share. */
interface Directory {
  readonly ifd: Ifd;
  readonly structure: Structure;
  readonly scope: TagScope;
  readonly definitions: Definitions;
  /** It has the tags of Panasonic's raw files. */
  readonly panasonic: boolean;
  readonly context: Context;
}

/** Every tag of a structure. */
export function structureTags(structure: Structure, context: Context): Tag[] {
  const tags: Tag[] = [];
  for (const ifd of structure.ifds) if (!ifd.parent) addDirectory(tags, ifd, structure, context);
  for (const tag of pictureTags(structure)) tags.push(tag);
  for (const tag of pageCountTags(structure)) tags.push(tag);
  return tags;
}

function addDirectory(tags: Tag[], ifd: Ifd, structure: Structure, context: Context): void {
  const { make, model } = structure;
  const panasonic = structure.tiff.header.magic === panasonicMagic && ifd.name === 'IFD0';
  const directory: Directory = {
    ifd,
    structure,
    scope: { littleEndian: ifd.littleEndian, make, model },
    definitions: panasonic ? panasonicDefinitions() : exifDefinitions(),
    panasonic,
    context,
  };
  const { entries } = ifd;
  for (let i = 0; i < entries.length && context.budget.left > 0; i++) {
    const entry = entries[i]!;
    if (entry.children) for (const child of entry.children) addDirectory(tags, child, structure, context);
    else addEntry(tags, entry, directory);
  }
}

function addEntry(tags: Tag[], entry: Entry, directory: Directory): void {
  const { ifd, structure, panasonic, context } = directory;
  const { id } = entry;
  if (isDngRecord(id)) {
    if (context.budget.tag(entry.length)) tags.push(...dngRecordTags(entry));
    return;
  }
  if (id === PRINT_IM) return void tags.push(...printImTags(entry, ifd.littleEndian));
  if (isGeoValue(id) && hasGeoKeys(structure)) return;
  const record = panasonic ? panasonicRecordTags(entry, ifd.littleEndian) : undefined;
  if (record) return void tags.push(...record);
  const known = directory.definitions.get(id) ?? privateData(entry, structure) ?? selfNamed(entry, ifd);
  const tag = known && entryTag(entry, known, directory);
  if (tag) tags.push(tag);
}

function entryTag(entry: Entry, known: Definition, directory: Directory): Tag | undefined {
  const { ifd, structure, scope, context } = directory;
  const { offset, length, id } = entry;
  if (!context.budget.tag(known.binary ? 0 : length)) return undefined;
  if (known.binary) return binaryTag(entry, known, directory);
  const stored = storedValue(entry, known, ifd.littleEndian, context.limits.values);
  if (stored === undefined) return undefined;
  if (typeof stored === 'string' && stored === largeArray(entry, known, context.limits.values)) {
    const bytes = bytesOf(structure.tiff, offset, offset + length);
    return makeTag('EXIF', ifd.name, id, { name: known.name, print: () => stored }, bytes, scope);
  }
  if (id <= lastPictureEntry) {
    const name = pictureEntryName(id, ifd, structure.around);
    if (name !== undefined && name !== known.name)
      return makeTag('EXIF', ifd.name, id, { name }, inFile(stored, known, structure), scope);
  }
  if (known.labels && !known.print && known.as === undefined && holdsNul(entry)) {
    const { name, weak } = known;
    const definition = { name, print: unlabelled, ...(weak && { weak }) };
    return makeTag('EXIF', ifd.name, id, definition, stored, scope);
  }
  return makeTag('EXIF', ifd.name, id, known, inFile(stored, known, structure), scope);
}

/** A tag printed by its size. */
function binaryTag(
  entry: Entry,
  known: Definition,
  { ifd, structure, scope, context }: Directory,
): Tag | undefined {
  const { offset, length, id } = entry;
  const inPlace = !entry.view || staysInFile(entry, known);
  const stored = inPlace
    ? bytesOf(structure.tiff, offset, offset + length)
    : storedValue(entry, known, ifd.littleEndian, context.limits.values);
  if (stored === undefined) return undefined;
  if (typeof stored !== 'string' || stored !== largeArray(entry, known, context.limits.values))
    return makeTag('EXIF', ifd.name, id, { name: known.name, print: bySize }, stored, scope);
  const bytes = bytesOf(structure.tiff, offset, offset + length);
  const print = (): string => binaryText(stored.length);
  return makeTag('EXIF', ifd.name, id, { name: known.name, print }, bytes, scope);
}

/** The value; offsets in the structure as offsets in the file. */
function inFile(stored: TagValue, known: Definition, { around: { base } }: Structure): TagValue {
  if (!known.offset) return stored;
  if (typeof stored === 'number') return stored + base;
  return Array.isArray(stored) && stored.every((item) => typeof item === 'number')
    ? stored.map((item) => item + base)
    : stored;
}

/** Whether an entry holds what GeoTIFF keys point into: with them it is no tag of its own. */
function isGeoValue(id: number): boolean {
  return id === GEO_DOUBLES || id === GEO_TEXTS;
}

function hasGeoKeys({ ifds }: Structure): boolean {
  return ifds.some(({ entries }) => entries.some(({ id }) => id === GEO_KEYS));
}

function bySize(value: TagValue): string {
  if (value instanceof Uint8Array || value instanceof StoredBytes) return binaryText(value.length);
  return binaryText(new TextEncoder().encode(words(value)).length);
}

/** Whether bytes that are to have a label have a NUL among them: no label has. */
function holdsNul({ type, count, view, offset, length }: Entry): boolean {
  return type === UNDEFINED && count > 1 && view?.slice(offset, offset + length).includes(0) === true;
}

function unlabelled(value: TagValue): string {
  return `Unknown (${words(value)})`;
}

/** A maker's private data in DNG, where it is none that has a reader of its own. */
function privateData({ id, view, offset, length }: Entry, { around }: Structure): Definition | undefined {
  if (id !== DNG_PRIVATE_DATA || /^(ARW|SR2)$/.test(around.fileType)) return undefined;
  if (!view) return undefined;
  const head = view.latin1(offset, offset + Math.min(length, 16));
  if (/^(Adobe\0|PENTAX \0|SAMSUNG\0|RICOH\0(II|MM)|\[ae_dbg_info:)/.test(head)) return undefined;
  return { name: 'DNGPrivateData', kind: 'b', as: UNDEFINED, binary: true };
}

function selfNamed(entry: Entry, ifd: Ifd): Definition | undefined {
  if (entry.id < firstNamed) return undefined;
  const text = readValue(entry, ifd.littleEndian, 1);
  const match = typeof text === 'string' ? /^(.*): /.exec(text) : null;
  const name = match?.[1]?.replace("'s", '').replace(/[^a-zA-Z0-9_]/g, '');
  return name ? { name, kind: 's', value: (stored) => words(stored).replace(/^.*: /, '') } : undefined;
}
