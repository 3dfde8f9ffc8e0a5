// Kodak's Meta segment: a TIFF structure of its own in APP3 with film, effects and borders.
import type { Ifd } from '../../structures/tiff/read.js';
import { tagOfRow } from '../../tables/records.js';
import type { Context, Tag } from '../../types.js';
import { codedText } from '../exif/exif-text.js';
import { rowValue } from '../exif/stored.js';
import { appRecords } from './records.js';
import { type AppSegment, segmentStarts } from './segment.js';

/** The directories that entries of the first one point to. */
export const metaPointers: ReadonlyMap<number, string> = new Map([
  [0xc36e, 'KodakEffectsIFD'],
  [0xc36f, 'KodakBordersIFD'],
]);

/** Bytes before the TIFF header of a Meta segment. */
export const metaHeader = 6;

/** Whether a segment is Kodak's. */
export function isMeta(segment: AppSegment): boolean {
  return (
    segment.label === 'APP3' &&
    ['Meta\0\0', 'META\0\0', 'Exif\0\0'].some((text) => segmentStarts(segment, text))
  );
}

const tables: { readonly [group: string]: string } = {
  MetaIFD: 'Kodak::Meta',
  KodakEffectsIFD: 'Kodak::SpecialEffects',
  KodakBordersIFD: 'Kodak::Borders',
};

/** The tags of the directories of one segment. */
export function metaTags(ifds: readonly Ifd[], context: Context): Tag[] {
  return ifds.flatMap((ifd) => {
    const table = tables[ifd.name === 'IFD0' ? 'MetaIFD' : ifd.name] ?? '';
    const { littleEndian } = ifd;
    return ifd.entries.flatMap((entry) => {
      const row = appRecords.row(table, entry.id);
      if (!row || row.sub) return [];
      const stored = rowValue(entry, row, littleEndian, context.limits.values);
      const isText = stored instanceof Uint8Array && !row.isBinary;
      return tagOfRow(row, isText ? String(codedText(stored, { littleEndian })) : stored);
    });
  });
}
