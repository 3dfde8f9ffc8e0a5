// What shows the tracks of an image sequence beside their samples: time, size, coding, and the tables of samples.

import type { Scan } from '../../../bytes/scan.js';
import type { View } from '../../../bytes/view.js';
import type { Limits } from '../../../limits.js';
import type { Box } from '../../../structures/isobmff/read.js';
import type { Context } from '../../../types.js';
import type { ShownFacts } from '../../rendering.js';
import { bodyOf, boxesIn, wholeBox } from './boxes.js';
import { cleanProperty } from './properties.js';
import { cleanTable } from './sample-tables.js';
import { isSizes } from './samples.js';
import { codingOf } from './units.js';

const path = 'heif/moov/trak';
/** Bytes of a visual sample entry before its boxes, and where the size of its pictures stands (14496-12, 12.1.3). */
const sampleEntryBytes = 78;
const entrySize = { start: 24, end: 28 };
/** Where a table of sample sizes, with its head, has their number (14496-12, 8.7.3). */
const sampleCount = [16, 20] as const;
/** Matrix, width and height at the end of `tkhd` (8.3.2). */
const placeBytes = 44;

/**
 * Tells of the tracks of pictures; those of thumbnails and auxiliary pictures are kept or not by policy. Samples
 * whose coding is walked may lose what is not decoded: of these it tells the number, of others each size.
 */
export function* tellMovie({ limits }: Context, movie: Box, facts: ShownFacts): Scan<void> {
  const view = yield* wholeBox(movie, limits, 'heif');
  const inside = (box: Box | undefined, skip = 0): Box[] =>
    box ? boxesIn(view, box.body + skip, box.end, limits, path) : [];
  for (const track of inside(movie).filter(({ type }) => type === 'trak')) {
    const parts = inside(track);
    const media = inside(find(parts, 'mdia'));
    const handler = find(media, 'hdlr');
    if (!handler || !isPictureTrack(view, handler, inside(find(parts, 'tref')))) continue;
    tellTimes(view, [...parts, ...media, ...inside(find(parts, 'edts'))], facts);
    const tables = inside(find(inside(find(media, 'minf')), 'stbl'));
    const entries = inside(find(tables, 'stsd'), 8);
    const cleaned = entries.some(({ type }) => codingOf(type, []));
    for (const table of tables) {
      const clean = cleanTable(view, table, path);
      if (clean && cleaned && isSizes(table)) facts.emit(`${path}/samples`, clean.subarray(...sampleCount));
      else if (clean) facts.emit(`${path}/${table.type}`, clean);
    }
    for (const entry of entries) {
      const size = bodyOf(view, entry, path, sampleEntryBytes).subarray(entrySize.start, entrySize.end);
      facts.emit(`${path}/${entry.type}`, size);
      tellCoding(view, inside(entry, sampleEntryBytes), limits, facts);
    }
  }
}

function find(boxes: readonly Box[], wanted: string): Box | undefined {
  return boxes.find(({ type }) => type === wanted);
}

function isPictureTrack(view: View, handler: Box, references: readonly Box[]): boolean {
  bodyOf(view, handler, path, 12);
  const isPicture = /^(pict|vide)$/.test(view.fourcc(handler.body + 8));
  return isPicture && !references.some(({ type }) => type === 'thmb' || type === 'auxl');
}

/** Place and size, the units of time and the duration, and the edit list. */
function tellTimes(view: View, boxes: readonly Box[], facts: ShownFacts): void {
  for (const box of boxes) {
    const long = view.u8(box.body) === 1;
    const end = box.type === 'tkhd' ? (long ? 96 : 84) : long ? 32 : 20;
    if (box.type === 'tkhd')
      facts.emit(`${path}/tkhd`, bodyOf(view, box, path, end).subarray(end - placeBytes));
    if (box.type === 'mdhd')
      facts.emit(`${path}/mdhd`, bodyOf(view, box, path, end).subarray(long ? 20 : 12));
    if (box.type !== 'elst') continue;
    bodyOf(view, box, path, 8);
    facts.emit(`${path}/elst`, bodyOf(view, box, path, 8 + (long ? 20 : 12) * view.u32(box.body + 4)));
  }
}

function tellCoding(view: View, boxes: readonly Box[], limits: Limits, facts: ShownFacts): void {
  for (const box of boxes) {
    const clean = cleanProperty(view, box, { rules: { colour: false }, limits, path });
    if (clean) facts.emit(`${path}/stsd/${box.type}`, clean);
  }
}
