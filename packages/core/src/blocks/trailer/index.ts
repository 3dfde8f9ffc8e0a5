// Trailers: what programs and phones append behind the end of a picture, found from the end of the file.
import { type ByteRange, runIn, type Scan } from '../../bytes/scan.js';
import { View } from '../../bytes/view.js';
import { lazy } from '../../tables/lazy.js';
import type { Block, BlockRef, Context, Loaded, Tag } from '../../types.js';
import { loadedTags, type NamedValues } from '../loaded.js';
import { afcp } from './afcp.js';
import { canonVrd } from './canon-vrd.js';
import { fotoStation } from './foto-station.js';
import { googleTags } from './google.js';
import { mie } from './mie.js';
import { onePlus } from './one-plus.js';
import { photoMechanic } from './photo-mechanic.js';
import { samsung } from './samsung.js';
import { hasTrailers, tailBytes } from './signs.js';
import type { Trailer, TrailerKind } from './trailer.js';
import { vivo } from './vivo.js';

const kinds: readonly TrailerKind[] = [
  afcp,
  fotoStation,
  photoMechanic,
  canonVrd,
  mie,
  samsung,
  vivo,
  onePlus,
];

/** Far more than any file has. */
const maxTrailers = 32;

const nothing = new View(new Uint8Array());

/**
 * Reads the trailers in the range that a container gives: AFCP, FotoStation, Photo Mechanic, Canon VRD, MIE,
 * Samsung, Vivo, OnePlus, and what Google's directory in the XMP of the same file lists. Nested are IPTC,
 * XMP and, in MIE, EXIF and ICC.
 */
export const trailer: Block<'trailer', NamedValues> = {
  name: 'trailer',
  kinds: ['trailer', 'xmp', 'xmp-extended'],
  holds: ['xmp', 'iptc', 'exif', 'icc'],
  isWanted: hasTrailers,
  *load(refs: readonly BlockRef[], context: Context): Scan<Loaded<NamedValues>> {
    const found: Trailer[] = [];
    const packets = refs.filter((ref) => ref.kind !== 'trailer');
    for (const { kind, ranges, path, host } of refs) {
      const range = ranges[0];
      if (kind !== 'trailer' || !range) continue;
      yield* readTrailers(range, path, host, context, found);
      if (packets.length === 0) continue;
      found.push({ start: range.start, tags: yield* listed(packets, range, path, context) });
    }
    if (found.length === 0) return nothingFound;
    return loadedTags(
      () => found.flatMap((one) => one.tags?.() ?? []),
      found.flatMap((one) => one.nested ?? noRefs),
    );
  },
};

/** What Google's directory lists: of a file in memory it is read when it is asked for. */
function* listed(
  packets: readonly BlockRef[],
  range: ByteRange,
  path: string,
  context: Context,
): Scan<() => readonly Tag[]> {
  const { start, end } = range;
  const place = { start, end, view: nothing, path, context };
  const { held } = context;
  if (held) return lazy(() => runIn(googleTags(packets, place), held.view));
  const tags = yield* googleTags(packets, place);
  return () => tags;
}

const noRefs: readonly BlockRef[] = [];
const nothingFound: Loaded<NamedValues> = loadedTags(() => []);

/** Adds the trailers that end one at the start of the next, the last one first. */
function* readTrailers(
  range: ByteRange,
  path: string,
  host: BlockRef['host'],
  context: Context,
  found: Trailer[],
): Scan<void> {
  const before = found.length;
  let { end } = range;
  while (end > range.start) {
    const count = found.length - before;
    if (count === Math.min(maxTrailers, context.limits.segments)) {
      context.warn('limit-exceeded', `more than ${count} trailers`, end, path);
      break;
    }
    const view = context.held?.view ?? (yield { start: Math.max(range.start, end - tailBytes), end });
    if (view.end < end) break;
    const place = { start: range.start, end, view, path, host, context };
    const kind = kinds.find((candidate) => candidate.matches(place));
    const one: Trailer | undefined = kind && (yield* kind.read(place));
    if (!one || one.start >= end) break;
    found.push(one);
    end = one.start;
  }
}
