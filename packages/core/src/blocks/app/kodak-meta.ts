// Kodak's Meta segment: a TIFF structure of its own in APP3 with film, effects and borders.
import { latinText, utf16Text } from '../../bytes/text.js';
import { plain } from '../../present/plain.js';
import type { Ifd } from '../../structures/tiff/read.js';
import { lazy } from '../../tables/lazy.js';
import { makeTag } from '../../tables/tag.js';
import * as generated from '../../tags/kodak-meta.generated.js';
import type { Context, Tag, TagDef, TagValue } from '../../types.js';
import { storedValue } from '../exif/stored.js';
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

/** The tags of the directories of one segment. */
export function metaTags(ifds: readonly Ifd[], context: Context): Tag[] {
  return ifds.flatMap((ifd) => {
    const group = ifd.name === 'IFD0' ? 'MetaIFD' : ifd.name;
    const table = tables()[group];
    return ifd.entries.flatMap((entry) => {
      const def = table?.get(entry.id);
      const stored =
        def && storedValue(entry, { ...def, kind: '?' }, ifd.littleEndian, context.limits.values);
      if (!def || stored === undefined) return [];
      return makeTag('Meta', group, entry.id, def, stored, { littleEndian: ifd.littleEndian }) ?? [];
    });
  });
}

const conversions: { readonly [name: string]: Omit<TagDef, 'name'> } = {
  CameraOwner: { value: codedText },
  SerialNumber: { value: codedText },
  DigitalEffectsName: { value: codedText },
  BorderName: { value: codedText },
  SBAExposureRecord: { value: asBytes },
  UserAdjSBA_RGBShifts: { value: asBytes },
};

const tables: () => { readonly [group: string]: ReadonlyMap<number, TagDef> } = lazy(() => ({
  MetaIFD: defs(generated.meta),
  KodakEffectsIFD: defs(generated.effects),
  KodakBordersIFD: defs(generated.borders),
}));

function defs(rows: string): ReadonlyMap<number, TagDef> {
  return new Map(
    rows
      .split('\n')
      .filter((row) => row !== '')
      .map((row) => {
        const [id, name = ''] = row.split('\t');
        return [Number(id), { name, ...conversions[name] }];
      }),
  );
}

/** Text behind eight bytes that name its character set (Exif 3.0 section 4.6.5, UserComment). */
function codedText(stored: TagValue): TagValue {
  if (!(stored instanceof Uint8Array)) return stored;
  if (stored.length < 8) return latinText(stored).split('\0', 1)[0]!;
  const code = latinText(stored.subarray(0, 8));
  const rest = stored.subarray(8);
  if (/^UNICODE[\0 ]$/.test(code)) return utf16Text(rest).trimEnd();
  return latinText(/^(ASCII)?(\0|[\0 ]+$)/.test(code) ? rest : stored)
    .split('\0', 1)[0]!
    .trimEnd();
}

/** Data that means nothing as text; numbers are counted as they would be printed. */
function asBytes(stored: TagValue): TagValue {
  return stored instanceof Uint8Array ? stored : new TextEncoder().encode(String(plain(stored)));
}
