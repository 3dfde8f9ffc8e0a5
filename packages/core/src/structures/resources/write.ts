// Writes Photoshop's image resources: one put in, replaced or taken out, the others byte for byte as they are.
import { totalLength } from '../../bytes/pieces.js';
import { View } from '../../bytes/view.js';
import { type Resource, ResourceWalk } from './walk.js';

/** The resources of a block; the walk's damage is thrown by `refuse`. */
export function resourcesIn(bytes: Uint8Array, refuse: (message: string) => never): readonly Resource[] {
  const walk = new ResourceWalk(new View(bytes), 0, bytes.length);
  const found: Resource[] = [];
  while (walk.advance()) found.push({ id: walk.id, at: walk.at, start: walk.start, end: walk.end });
  if (walk.damage) refuse(walk.damage.message);
  return found;
}

/**
 * The block with `data` in the first resource of this id, under its name; without data all of this id go. A new one
 * stands before the first of a higher id.
 */
export function withResource(
  bytes: Uint8Array,
  resources: readonly Resource[],
  id: number,
  data: Uint8Array | undefined,
): Uint8Array {
  const all = resources.filter((resource) => resource.id === id);
  const own = data ? all.slice(0, 1) : all;
  const pieces: Uint8Array[] = [];
  const next = resources.find((resource) => resource.id > id)?.at ?? endOf(bytes, resources);
  let at = 0;
  for (const resource of own) {
    pieces.push(bytes.subarray(at, resource.at));
    at = paddedEnd(bytes, resource);
    if (!data) continue;
    const head = bytes.slice(resource.at, resource.start);
    new DataView(head.buffer).setUint32(head.length - 4, data.length);
    pieces.push(head, padded(data));
  }
  if (own.length === 0 && data) {
    pieces.push(bytes.subarray(0, next), headOf(id, data.length), padded(data));
    at = next;
  }
  pieces.push(bytes.subarray(at));
  const made = new Uint8Array(totalLength(pieces));
  let to = 0;
  for (const piece of pieces) {
    made.set(piece, to);
    to += piece.length;
  }
  return made;
}

function paddedEnd(bytes: Uint8Array, { start, end }: Resource): number {
  return Math.min(bytes.length, end + ((end - start) & 1));
}

function endOf(bytes: Uint8Array, resources: readonly Resource[]): number {
  const last = resources.at(-1);
  return last ? paddedEnd(bytes, last) : 0;
}

function headOf(id: number, length: number): Uint8Array {
  const head = new DataView(new ArrayBuffer(12));
  head.setUint32(0, 0x3842494d);
  head.setUint16(4, id);
  head.setUint32(8, length);
  return new Uint8Array(head.buffer);
}

function padded(data: Uint8Array): Uint8Array {
  if (data.length % 2 === 0) return data;
  const made = new Uint8Array(data.length + 1);
  made.set(data);
  return made;
}
