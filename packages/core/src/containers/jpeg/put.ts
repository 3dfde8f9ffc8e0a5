// Puts blocks into a JPEG: EXIF first, behind JFIF, then XMP, then Photoshop's resources, as most writers have them.

import { join } from '../../bytes/block-view.js';
import type { ByteRange } from '../../bytes/scan.js';
import type { Splice } from '../../bytes/splices.js';
import { ascii } from '../../bytes/text.js';
import { APP0 } from '../../structures/jpeg/markers.js';
import { readOnce, refuse } from '../plan.js';
import { changedIn, type Put, type PutBlocks, refusePut } from '../put.js';
import { type Segment, type WalkedJpeg, walkHead } from './walk.js';
import { extendedSegments, segmentOf } from './xmp-segments.js';

const APP1 = 0xe1;
const APP13 = 0xed;
const maxContent = 0xffff - 2;

/** What a segment begins with, and what comes before it in the file. */
interface Form {
  readonly marker: number;
  readonly name: Uint8Array;
  readonly behind: readonly string[];
}

const forms: { readonly [kind: string]: Form } = {
  exif: { marker: APP1, name: ascii('Exif\0\0'), behind: [] },
  xmp: { marker: APP1, name: ascii('http://ns.adobe.com/xap/1.0/\0'), behind: ['exif'] },
  photoshop: { marker: APP13, name: ascii('Photoshop 3.0\0'), behind: ['exif', 'xmp', 'xmp-extended'] },
};

export const jpegPut: PutBlocks = function* (puts, _layout, file) {
  const walk = yield* readOnce(file, walkHead);
  return puts.flatMap((put) => putOne(walk, put));
};

function putOne(walk: WalkedJpeg, put: Put): Splice[] {
  const { kind, ref, bytes } = put;
  if (kind === 'jumbf') return ref ? ref.ranges.map((range) => gone(segmentOfRange(walk, range))) : [];
  if (kind === 'xmp-extended') return putExtended(walk, put);
  const form = forms[kind];
  if (!form) return refusePut('jpeg', put);
  const ranges = ref?.ranges ?? [];
  if (!bytes) return ranges.map((range) => gone(segmentOfRange(walk, range)));
  const [first] = ranges;
  if (!first) {
    const at = placeFor(walk, form);
    return parts(bytes, form, kind, at).map((part) => ({ start: at, end: at, bytes: written(form, part) }));
  }
  const room = first.start - segmentOfRange(walk, first).start - 4;
  if (ranges.length === 1 && bytes.length + room <= maxContent) return changedIn(first, put);
  return anew(walk, ranges, parts(bytes, form, kind, first.start), form);
}

/** Extended XMP (XMP part 3, 1.1.3.1) in place of what there was, or behind the main packet. */
function putExtended(walk: WalkedJpeg, { ref, bytes, guid }: Put): Splice[] {
  const old = (ref?.ranges ?? []).map((range) => gone(segmentOfRange(walk, range)));
  if (!bytes || !guid) return old;
  const at = placeFor(walk, { behind: ['exif', 'xmp', 'xmp-extended'] });
  return [...old, ...extendedSegments(bytes, guid).map((part) => ({ start: at, end: at, bytes: part }))];
}

/** The parts of a block that segments hold; of most blocks there may be but one. */
function parts(bytes: Uint8Array, { name }: Form, kind: string, at: number): Uint8Array[] {
  const room = maxContent - name.length;
  if (bytes.length > room && kind !== 'photoshop')
    refuse('limit-exceeded', `${kind} of ${bytes.length} bytes: a segment of JPEG holds ${room}`, at, 'jpeg');
  const found: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; from += room) found.push(bytes.subarray(from, from + room));
  return found;
}

/** Parts in place of the segments that held the block. */
function anew(
  walk: WalkedJpeg,
  ranges: readonly ByteRange[],
  found: readonly Uint8Array[],
  form: Form,
): Splice[] {
  const segments = ranges.map((range) => segmentOfRange(walk, range));
  const [first, ...rest] = segments;
  const bytes = join(found.map((part) => written(form, part)));
  return [{ start: first!.start, end: first!.end, bytes }, ...rest.map(gone)];
}

function written({ marker, name }: Form, part: Uint8Array): Uint8Array {
  return segmentOf(marker, [name, part]);
}

function gone({ start, end }: ByteRange): Splice {
  return { start, end, bytes: new Uint8Array(0) };
}

function segmentOfRange(walk: WalkedJpeg, { start, end }: ByteRange): Segment {
  const found = walk.segments.find((segment) => segment.start < start && segment.end === end);
  if (!found) refuse('not-writable', 'a block that is not in a segment of its own', start, walk.path);
  return found;
}

/** Behind the last of the segments that come before, in the run of application segments at the start. */
function placeFor({ start, segments }: WalkedJpeg, { behind }: Pick<Form, 'behind'>): number {
  let place = start + 2;
  for (const { marker, kind = '', end } of segments) {
    if (kind === '' || marker < APP0) break;
    if (kind === 'jfif' || kind === 'jfxx' || behind.includes(kind)) place = end;
  }
  return place;
}
