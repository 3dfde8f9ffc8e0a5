// The sample tables of a track (ISO/IEC 14496-12, 8.6 to 8.9) written anew.

import type { View } from '../../../bytes/view.js';
import type { Box } from '../../../structures/isobmff/read.js';
import { be32, be64, box, concat, fullBox } from '../../../structures/isobmff/write.js';
import { bodyOf } from './boxes.js';
import { tableLength } from './samples.js';

/** Groups of samples that playing depends on (`sgpd`, `sbgp`). */
const keptGroupings: ReadonlySet<string> = new Set([
  'refs',
  'roll',
  'rap ',
  'sync',
  'tscl',
  'tsas',
  'stsa',
  'prol',
]);

/** A table as it stays, a whole box; `undefined` where it goes. Places of chunks are not among them. */
export function cleanTable(view: View, table: Box, path: string): Uint8Array | undefined {
  const { type, body } = table;
  const length = tableLength(view, table, path);
  if (length !== undefined) return box(type, bodyOf(view, table, path, length));
  const grouping = (type === 'sgpd' || type === 'sbgp') && bodyOf(view, table, path, 8);
  return grouping && keptGroupings.has(view.fourcc(body + 4))
    ? box(type, bodyOf(view, table, path))
    : undefined;
}

/** A table of sample sizes. */
export function writeSampleSizes(sizes: readonly number[]): Uint8Array {
  return fullBox('stsz', 0, 0, be32(0), be32(sizes.length), concat(sizes.map(be32)));
}

/** The places of chunks: `stco`, or `co64` where 32 bits are too few. */
export function writeChunkOffsets(offsets: readonly number[], long: boolean): Uint8Array {
  const places = offsets.map(long ? be64 : be32);
  return fullBox(long ? 'co64' : 'stco', 0, 0, be32(offsets.length), concat(places));
}
