// IPTC within Photoshop's image resources: put in, changed, taken out; all other resources stay byte for byte.
import { md5 } from '../../bytes/md5.js';
import { joinPieces, type Piece } from '../../bytes/pieces.js';
import { ascii, toHex } from '../../bytes/text.js';
import { View } from '../../bytes/view.js';
import { MetadataError } from '../../errors.js';
import { type Resource, ResourceWalk } from '../../structures/resources/walk.js';
import { IPTC_DIGEST, IPTC_RESOURCE } from '../../tables/image-resources.js';

/** The IPTC of the first resource that holds any. */
export function iptcIn(resources: Uint8Array): Uint8Array | undefined {
  const found = walk(resources).find(({ id }) => id === IPTC_RESOURCE);
  return found && resources.subarray(found.start, found.end);
}

/**
 * The resources with this IPTC in the first resource that holds any, or without that, or `all` that do; `undefined` where
 * nothing is left. The digest that Photoshop keeps of it is renewed where it was right. Throws `malformed` where the
 * resources cannot be walked.
 */
export function withIptc(
  resources: Uint8Array | undefined,
  iptc: Uint8Array | undefined,
  all: boolean = false,
): Uint8Array | undefined {
  if (!resources) return iptc && resource(IPTC_RESOURCE, iptc);
  const found = walk(resources);
  const old = found.find(({ id }) => id === IPTC_RESOURCE);
  const before = old && md5(resources.subarray(old.start, old.end));
  const pieces: Piece[] = [];
  let at = 0;
  for (const one of found) {
    const isDigest = one.id === IPTC_DIGEST && before === toHex(resources.subarray(one.start, one.end));
    const isFurther = all && one.id === IPTC_RESOURCE;
    if (one !== old && !isDigest && !isFurther) continue;
    pieces.push({ start: at, end: one.at });
    if (iptc && one === old) pieces.push(resources.slice(one.at, one.start - 4), sized(iptc));
    else if (iptc) pieces.push(digest(iptc));
    at = Math.min(resources.length, one.end + ((one.end - one.start) & 1));
  }
  pieces.push({ start: at, end: resources.length });
  if (!old && iptc) pieces.push(resource(IPTC_RESOURCE, iptc));
  const bytes = joinPieces(pieces, resources);
  return bytes.length > 0 ? bytes : undefined;
}

/** The resources beside IPTC that stands elsewhere: its digest is renewed where it was right, and goes with the IPTC. */
export function withDigest(
  resources: Uint8Array,
  before: Uint8Array,
  after: Uint8Array | undefined,
): Uint8Array {
  const found = walk(resources).find(({ id }) => id === IPTC_DIGEST);
  if (!found || toHex(resources.subarray(found.start, found.end)) !== md5(before)) return resources;
  const next = Math.min(resources.length, found.end + ((found.end - found.start) & 1));
  const pieces: Piece[] = [{ start: 0, end: found.at }];
  if (after) pieces.push(digest(after));
  return joinPieces([...pieces, { start: next, end: resources.length }], resources);
}

function walk(resources: Uint8Array): Resource[] {
  const found: Resource[] = [];
  const step = new ResourceWalk(new View(resources), 0, resources.length);
  while (step.advance()) found.push({ id: step.id, at: step.at, start: step.start, end: step.end });
  if (step.damage)
    throw new MetadataError('malformed', `Photoshop's resources cannot be changed: ${step.damage.message}`, {
      path: 'photoshop',
    });
  return found;
}

/** A resource without a name. */
function resource(id: number, data: Uint8Array): Uint8Array {
  const held = sized(data);
  const bytes = new Uint8Array(8 + held.length);
  bytes.set(ascii('8BIM'));
  new DataView(bytes.buffer).setUint16(4, id);
  bytes.set(held, 8);
  return bytes;
}

/** The data of a resource behind their length, padded to an even one. */
function sized(data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4 + data.length + (data.length & 1));
  new DataView(bytes.buffer).setUint32(0, data.length);
  bytes.set(data, 4);
  return bytes;
}

function digest(iptc: Uint8Array): Uint8Array {
  const sum = md5(iptc).match(/../g) ?? [];
  return resource(
    IPTC_DIGEST,
    Uint8Array.from(sum, (pair) => Number.parseInt(pair, 16)),
  );
}
