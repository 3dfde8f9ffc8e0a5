// XMP: properties that go are overwritten with blanks, so that the packet keeps its length and all else its place.

import { googleNoteNames } from '../../blocks/xmp/google-notes.js';
import { md5 } from '../../bytes/md5.js';
import { isSameBytes } from '../../bytes/same-bytes.js';
import type { Scan } from '../../bytes/scan.js';
import { coarse } from './grid.js';
import { type Job, noteChanged, noteRemoved, type Part, refuseBlock } from './job.js';
import { findProperties, type PropertyPlace } from './xmp-places.js';

/** How a packet's text is stored: bytes of one sign, and the order of two. */
interface Encoding {
  readonly size: 1 | 2;
  readonly littleEndian: boolean;
}

/** Edits one packet that fills the part. Throws `not-writable` where its text cannot be followed. */
export function* editXmpPart(job: Job, part: Part): Scan<void> {
  const { draft, path } = part;
  const { blockBytes, depth, values } = job.context.limits;
  if (draft.length > blockBytes) refuseBlock('XMP is too large', part, 0);
  const bytes = yield* draft.read(0, draft.length);
  const encoding = encodingOf(bytes);
  const text = encoding && decode(bytes, encoding);
  const properties = text && findProperties(text, { maxDepth: depth * 8, maxParts: values });
  if (!properties) {
    if (text === '' || !/[^\0\s]/.test(text ?? 'x')) return;
    return refuseBlock('XMP is not well-formed, or has too many parts', part, 0);
  }
  const found = properties.filter((property) => goes(job, property));
  if (found.length === 0) return;
  const coarsened = coarsenPosition(job, text, found);
  for (const property of outermost(found)) {
    const name = `${path}/${property.prefix}:${property.name}`;
    const text = coarsened.get(property);
    const { size } = encoding;
    const [start, end] = text ? [property.valueStart, property.valueEnd] : [property.start, property.end];
    write(bytes, encoding, start, text ?? ' '.repeat(end - start));
    if (!text) {
      noteRemoved(job, part, 'xmp', name, start * size, end * size);
      for (const { tag } of properties.filter((inner) => lies(inner, property))) {
        if (!tag) continue;
        job.properties.add(`${tag.group}:${tag.name}`);
        if (googleNoteNames.has(tag.name)) job.wholes.add('MakerNotes:Google');
      }
    } else {
      const why = `position set to a grid of ${job.selection.coarsen} km`;
      noteChanged(job, part, 'xmp', name, [start * size, end * size], why);
    }
  }
  draft.write(0, bytes);
}

/** Whether a property goes; where it states nothing there is nothing to take. */
function goes({ selection }: Job, { prefix, tag, valueStart, valueEnd }: PropertyPlace): boolean {
  return tag !== undefined && selection.goes(tag) && (prefix !== 'rdf' || valueStart < valueEnd);
}

/** Extended XMP in a part that joins its segments' data: their GUID is its MD5 digest, so it is renewed. */
export function* editExtendedXmp(job: Job, part: Part): Scan<{ before: string; after: string } | undefined> {
  const before = yield* part.draft.read(0, part.draft.length);
  yield* editXmpPart(job, part);
  const after = yield* part.draft.read(0, part.draft.length);
  if (isSameBytes(before, after)) return undefined;
  return { before: md5(before).toUpperCase(), after: md5(after).toUpperCase() };
}

function encodingOf([a, b, c, d]: Uint8Array): Encoding | undefined {
  if ((a === 0 && b === 0 && c !== 0) || (c === 0 && d === 0 && a !== 0 && b === 0)) return undefined;
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return { size: 2, littleEndian: false };
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return { size: 2, littleEndian: true };
  return { size: 1, littleEndian: false };
}

const signsOf = (encoding: string): TextDecoder => new TextDecoder(encoding, { ignoreBOM: true });
const oneByte = signsOf('windows-1252');
const twoBytes = { little: signsOf('utf-16le'), big: signsOf('utf-16be') };

/** One sign for each unit of the encoding: of UTF-8 each byte is one, as all names that are looked for are ASCII. */
function decode(bytes: Uint8Array, { size, littleEndian }: Encoding): string {
  if (size === 1) return oneByte.decode(bytes);
  return twoBytes[littleEndian ? 'little' : 'big'].decode(bytes.subarray(0, bytes.length & ~1));
}

function write(bytes: Uint8Array, { size, littleEndian }: Encoding, at: number, text: string): void {
  for (let i = 0; i < text.length; i++) {
    const place = (at + i) * size;
    bytes.fill(0, place, place + size);
    bytes[place + (size === 2 && !littleEndian ? 1 : 0)] = text.charCodeAt(i);
  }
}

function lies(inner: PropertyPlace, outer: PropertyPlace): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/** The properties that lie in no other. */
function outermost(properties: readonly PropertyPlace[]): PropertyPlace[] {
  const ordered = [...properties].sort((a, b) => a.start - b.start || b.end - a.end);
  const found: PropertyPlace[] = [];
  for (const property of ordered) if (property.start >= (found.at(-1)?.end ?? 0)) found.push(property);
  return found;
}

/**
 * New texts, of the old ones' length, for coordinates that are made coarse: those of `exif:GPSLatitude` and
 * `exif:GPSLongitude` that stand together. Others get none, and go.
 */
function coarsenPosition(
  job: Job,
  text: string,
  found: readonly PropertyPlace[],
): ReadonlyMap<PropertyPlace, string> {
  const made = new Map<PropertyPlace, string>();
  const { coarsen } = job.selection;
  if (coarsen === undefined) return made;
  const named = (name: string): PropertyPlace[] =>
    outermost(found).filter((property) => property.prefix === 'exif' && property.name === name);
  const [latitude, ...moreLatitudes] = named('GPSLatitude');
  const [longitude, ...moreLongitudes] = named('GPSLongitude');
  if (!latitude || !longitude || moreLatitudes.length + moreLongitudes.length > 0) return made;
  const place = ({ valueStart, valueEnd }: PropertyPlace): string => text.slice(valueStart, valueEnd);
  const north = readAngle(place(latitude), 'NS');
  const east = readAngle(place(longitude), 'EW');
  if (north === undefined || east === undefined) return made;
  const position = coarse({ latitude: north, longitude: east }, coarsen);
  const across = angleText(position.latitude, place(latitude), 'NS');
  const along = angleText(position.longitude, place(longitude), 'EW');
  if (!across || !along) return made;
  return new Map([
    [latitude, across],
    [longitude, along],
  ]);
}

/** Degrees of a GPSCoordinate (XMP part 2, section 1.2.7.4): `D,M.mN` or `D,M,SN`. */
function readAngle(text: string, letters: string): number | undefined {
  const match = /^(\d{1,3}),(\d{1,2}(?:\.\d+)?)(?:,(\d{1,2}(?:\.\d+)?))?([NSEW])$/.exec(text);
  if (!match || !letters.includes(match[4]!)) return undefined;
  const degrees = Number(match[1]) + Number(match[2]) / 60 + Number(match[3] ?? 0) / 3600;
  if (degrees > (letters === 'NS' ? 90 : 180)) return undefined;
  return match[4] === 'S' || match[4] === 'W' ? -degrees : degrees;
}

/** `D,M.mmmN` in exactly the length of `before`; `undefined` where that is too short. */
function angleText(angle: number, before: string, letters: string): string | undefined {
  const letter = angle < 0 || (angle === 0 && before.endsWith(letters[1]!)) ? letters[1]! : letters[0]!;
  const size = Math.abs(angle);
  const degrees = Math.floor(size);
  const room = before.length - `${degrees},`.length - 1;
  const decimals = room - 3;
  if (decimals < 1) return undefined;
  const scale = 10 ** Math.min(decimals, 6);
  const minutes = Math.floor((size - degrees) * 60 * scale) / scale;
  return `${degrees},${minutes.toFixed(Math.min(decimals, 15)).padStart(room, '0')}${letter}`;
}
