// Checks a TIFF structure whose entries were changed: those are as asked, and all others are as they were.
import { isSameBytes } from '../../bytes/same-bytes.js';
import type { Scan } from '../../bytes/scan.js';
import { MetadataError } from '../../errors.js';
import type { DirectoryChanges, EntryChange } from './grow.js';
import { EXIF_IFD, GPS_IFD, INTEROP_IFD } from './ids.js';
import { rawValue } from './strict.js';
import type { FoundIfd, IfdPlace, Survey } from './survey.js';

/** They tell where directories lie, which may be elsewhere. */
const pointers: ReadonlySet<number> = new Set([EXIF_IFD, GPS_IFD, INTEROP_IFD]);
const places: readonly IfdPlace[] = ['IFD0', 'ExifIFD', 'InteropIFD', 'GPS', 'IFD1'];
const none: readonly EntryChange[] = [];

/** Reads the values of the changed entries. Throws `unsafe-write` where something is not as it should be. */
export function* checkGrown(before: Survey, after: Survey, changes: DirectoryChanges): Scan<void> {
  for (const place of places) {
    const own = changes.get(place) ?? none;
    const ifd = after.directories.get(place);
    if (own === 'gone') {
      if (ifd) fail(place, 0);
      continue;
    }
    for (const change of own) yield* checkChange(place, ifd, change);
    checkRest(place, before.directories.get(place), ifd, new Set(own.map(({ id }) => id)));
  }
}

function* checkChange(
  place: IfdPlace,
  ifd: FoundIfd | undefined,
  { id, type, value }: EntryChange,
): Scan<void> {
  const [entry, second] = ifd?.entries.filter((one) => one.id === id) ?? [];
  if (!value && !entry) return;
  if (!value || !entry || second || entry.type !== type) return fail(place, id);
  const stored = yield* rawValue(entry);
  if (!isSameBytes(stored, value)) fail(place, id);
}

/** Entries that are not changed stand there as they did, byte for byte: so their values lie where they lay. */
function checkRest(
  place: IfdPlace,
  before: FoundIfd | undefined,
  after: FoundIfd | undefined,
  changed: ReadonlySet<number>,
): void {
  const isRest = ({ id }: { readonly id: number }): boolean => !changed.has(id) && !pointers.has(id);
  let at = 0;
  for (const [i, entry] of (before?.entries ?? []).entries()) {
    if (!isRest(entry)) continue;
    while (after && at < after.entries.length && !isRest(after.entries[at]!)) at++;
    if (!before || !after || !isSameEntry(before, i, after, at)) fail(place, entry.id);
    at++;
  }
  if (after?.entries.some((entry, i) => i >= at && isRest(entry))) fail(place, 0);
}

/** Whether an entry of one directory has the bytes of one of another. */
function isSameEntry(one: FoundIfd, index: number, other: FoundIfd, there: number): boolean {
  if (there >= other.entries.length) return false;
  const size = one.bytes.length / one.entries.length;
  for (let i = 0; i < size; i++)
    if (one.bytes[index * size + i] !== other.bytes[there * size + i]) return false;
  return true;
}

function fail(place: IfdPlace, id: number): never {
  const path = `exif/${place}/0x${id.toString(16).padStart(4, '0')}`;
  throw new MetadataError('unsafe-write', 'EXIF did not come out as it was asked for', { path });
}
