// The GPS directory of EXIF (Exif 3.0 section 4.6.6): emptied, or its position made coarse.
import type { Scan } from '../../bytes/scan.js';
import { View } from '../../bytes/view.js';
import type { TiffForm } from '../../structures/tiff/directory.js';
import { ASCII, RATIONAL } from '../../structures/tiff/field.js';
import type { RawEntry } from '../../structures/tiff/strict.js';
import type { Directory } from './directory.js';
import type { Draft } from './draft.js';
import { coarse, sexagesimal } from './grid.js';

/** Version, the two coordinates with their references, and the map datum stay beside a coarse position. */
const kept: ReadonlySet<number> = new Set([0, 1, 2, 3, 4, 0x12]);

/** The two coordinates of a GPS directory that can be made coarse. */
interface Coordinates {
  readonly latitude: RawEntry;
  readonly longitude: RawEntry;
  readonly south: boolean;
  readonly west: boolean;
}

/**
 * Sets the position to the middle of its grid cell and gives the entries that go then; `undefined`, with
 * nothing changed, where there is no position in the form that the standard asks for.
 */
export function* coarsenGps(
  draft: Draft,
  form: TiffForm,
  directory: Directory,
  kilometres: number,
): Scan<ReadonlySet<RawEntry> | undefined> {
  const found = yield* coordinates(draft, directory);
  if (!found) return undefined;
  const north = yield* degrees(draft, form, found.latitude);
  const east = yield* degrees(draft, form, found.longitude);
  if (north === undefined || east === undefined || north > 90 || east > 180) return undefined;
  const position = coarse(
    { latitude: found.south ? -north : north, longitude: found.west ? -east : east },
    kilometres,
  );
  draft.write(found.latitude.start, rationals(position.latitude, form));
  draft.write(found.longitude.start, rationals(position.longitude, form));
  return new Set(directory.entries.filter(({ id }) => !kept.has(id)));
}

function* coordinates(draft: Draft, { entries }: Directory): Scan<Coordinates | undefined> {
  const only = (id: number): RawEntry | undefined => {
    const all = entries.filter((entry) => entry.id === id);
    return all.length === 1 && all[0]!.end <= draft.length ? all[0] : undefined;
  };
  const [northOrSouth, latitude, eastOrWest, longitude] = [only(1), only(2), only(3), only(4)];
  if (!northOrSouth || !latitude || !eastOrWest || !longitude) return undefined;
  if (![latitude, longitude].every(({ type, count }) => type === RATIONAL && count === 3)) return undefined;
  const across = yield* letter(draft, northOrSouth, 'NS');
  const along = yield* letter(draft, eastOrWest, 'EW');
  if (!across || !along) return undefined;
  return { latitude, longitude, south: across === 'S', west: along === 'W' };
}

function* letter(draft: Draft, entry: RawEntry, allowed: string): Scan<string | undefined> {
  const [code = 0] = yield* draft.read(entry.start, entry.start + 1);
  const text = String.fromCharCode(code).toUpperCase();
  return entry.type === ASCII && entry.inline && allowed.includes(text) ? text : undefined;
}

function* degrees(draft: Draft, { littleEndian }: TiffForm, entry: RawEntry): Scan<number | undefined> {
  const view = new View(yield* draft.read(entry.start, entry.start + 24));
  if (!view.has(0, 24)) return undefined;
  let sum = 0;
  for (let i = 0; i < 3; i++) {
    const below = view.u32(i * 8 + 4, littleEndian);
    const above = view.u32(i * 8, littleEndian);
    if (below === 0 && above !== 0) return undefined;
    if (below !== 0) sum += above / below / 60 ** i;
  }
  return sum;
}

function rationals(angle: number, { littleEndian }: TiffForm): Uint8Array {
  const bytes = new Uint8Array(24);
  const data = new DataView(bytes.buffer);
  for (const [i, value] of sexagesimal(angle).entries()) {
    data.setUint32(i * 8, value, littleEndian);
    data.setUint32(i * 8 + 4, i === 2 ? 1000 : 1, littleEndian);
  }
  return bytes;
}
