// Changes of a WebP: chunks whose data change get their length and pad byte anew, the file its length and its features.
import type { Scan } from '../../bytes/scan.js';
import { growthOf, inOrder, moves, overwrite, type Splice } from '../../bytes/splices.js';
import { View } from '../../bytes/view.js';
import { chunkEnd, type RiffChunk } from '../../structures/riff/walk.js';
import { lengthBytes } from '../../structures/riff/write.js';
import { byUnit, type FormatEdit, type Unit } from '../edit.js';
import { refuse } from '../plan.js';
import { featureFlags } from './features.js';
import { walkWebp } from './scan.js';

interface ChunkUnit extends Unit {
  readonly content: RiffChunk;
}

const headBytes = 8;
const riffLengthAt = 4;
/** Its four letters, which the length counts. */
const minLength = 4;

export const webpEdit: FormatEdit = function* (splices, { context }) {
  if (!splices.some(moves)) return splices;
  const { size = Number.POSITIVE_INFINITY } = context;
  const units: ChunkUnit[] = [];
  yield* walkWebp({ ...context, warn: () => {} }, (content) => {
    units.push({ start: content.start - headBytes, end: Math.min(size, chunkEnd(content)), content });
  });
  const renewed: Splice[] = [];
  for (const [{ content, end: unitEnd }, own] of byUnit(splices, units, 'webp')) {
    const { start, end } = content;
    const length = end - start + growthOf(own);
    if (growthOf(own) === 0) continue;
    renewed.push(overwrite(start - 4, lengthBytes(length)));
    if (unitEnd - end !== (length & 1))
      renewed.push({ start: end, end: unitEnd, bytes: new Uint8Array(length & 1) });
  }
  const features = yield* renewFeatures(splices, units);
  const head = yield { start: 0, end: riffLengthAt + 4 };
  const length = head.u32(riffLengthAt, true) + growthOf([...splices, ...renewed]);
  if (length < minLength) refuse('not-writable', 'a file that states a wrong length', riffLengthAt, 'webp');
  // At one place: what a chunk grows by, its pad byte, and then chunks that are new.
  const grown = splices.filter(({ within }) => within !== undefined);
  const rest = splices.filter(({ within }) => within === undefined);
  return inOrder([...grown, ...renewed, ...rest, ...features, overwrite(riffLengthAt, lengthBytes(length))]);
};

/** The flags of VP8X for what came and what went. Throws `not-writable` where there is no such chunk to say it. */
function* renewFeatures(splices: readonly Splice[], units: readonly ChunkUnit[]): Scan<Splice[]> {
  const isGone = (unit: Unit): boolean =>
    splices.some(({ start, end }) => start <= unit.start && end >= unit.end);
  const before = new Set(units.map(({ content }) => content.type));
  const staying = units.filter((unit) => !isGone(unit)).map(({ content }) => content.type);
  const borders = new Set(units.flatMap(({ start, end }) => [start, end]));
  const coming = splices.filter(({ start }) => borders.has(start)).flatMap(({ bytes }) => chunkTypes(bytes));
  const after = new Set([...staying, ...coming]);
  const changed = [...featureFlags].filter(([type]) => before.has(type) !== after.has(type));
  if (changed.length === 0) return [];
  const extended = units.find(({ content }) => content.type === 'VP8X');
  if (!extended && after.has('VP8X')) return [];
  if (!extended) refuse('not-writable', 'a WebP without VP8X has no place for it', 0, 'webp');
  const { start, end } = extended.content;
  const view = yield { start, end };
  if (!view.has(start, start + 1)) refuse('malformed', 'a VP8X chunk of a wrong length', start, 'webp/VP8X');
  const flags = changed.reduce((sum, [, flag]) => sum ^ flag, view.u8(start));
  return [overwrite(start, Uint8Array.of(flags))];
}

/** The types of whole chunks. */
function chunkTypes(bytes: Uint8Array): string[] {
  const view = new View(bytes);
  const types: string[] = [];
  for (
    let at = 0;
    view.has(at, at + headBytes);
    at += headBytes + view.u32(at + 4, true) + (view.u32(at + 4, true) & 1)
  )
    types.push(view.fourcc(at));
  return types;
}
