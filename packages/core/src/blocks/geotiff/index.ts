// GeoTIFF keys (OGC 19-008r4): a directory of shorts with its numbers and texts in two entries beside it.

import type { Scan } from '../../bytes/scan.js';
import { plainText } from '../../bytes/text.js';
import { View } from '../../bytes/view.js';
import { GEO_DOUBLES, GEO_KEYS, GEO_TEXTS } from '../../structures/tiff/ids.js';
import { Records } from '../../tables/records.js';
import type { Value } from '../../tables/value.js';
import type { GeoTiffTags } from '../../tags/block-types.generated.js';
import { labels, rows } from '../../tags/geotiff.generated.js';
import type { Block, BlockRef, Budget, Context, Loaded } from '../../types.js';
import type { GeoTiffRef } from '../exif/structure.js';
import { loadedTags, type NamedValues } from '../loaded.js';

const keyBytes = 8;
const VERSION = 1;

const TABLE = 'GeoTiff::Main';

const records: Records = new Records({ rows, labels, conversions: [] });

interface Key {
  readonly id: number;
  readonly value: Value;
}

function readKeys({ keys, doubles, texts, littleEndian }: GeoTiffRef, budget: Budget): readonly Key[] {
  const view = new View(keys);
  if (keys.length < keyBytes) return [];
  const short = (index: number): number => view.u16(2 * index, littleEndian);
  const count = Math.min(short(3), Math.floor(keys.length / keyBytes) - 1);
  if (count < short(3)) return [];
  const found: Key[] = [{ id: VERSION, value: `${short(0)}.${short(1)}.${short(2)}` }];
  for (let key = 1; key <= count; key++) {
    const [id, place, length, offset] = [0, 1, 2, 3].map((field) => short(4 * key + field)) as [
      number,
      number,
      number,
      number,
    ];
    if (!budget.tag(8 * length)) continue;
    const value = keyValue(place, length, place === 0 ? 4 * key + 3 : offset);
    if (value !== undefined) found.push({ id, value });
  }
  return found;

  function keyValue(place: number, length: number, offset: number): Value {
    if (place === GEO_TEXTS && texts && offset + length <= texts.length) {
      return plainText(texts.subarray(offset, offset + length)).replace(/\|$/, '');
    }
    if (place === 0) return short(offset);
    if (place === GEO_KEYS && 2 * (offset + length) <= keys.length)
      return several(length, (i) => short(offset + i));
    if (place !== GEO_DOUBLES || !doubles || 8 * (offset + length) > doubles.length) return undefined;
    const numbers = new View(doubles);
    return several(length, (i) => numbers.f64(8 * (offset + i), littleEndian));
  }
}

function several(length: number, at: (index: number) => number): Value {
  const values = Array.from({ length }, (_, index) => at(index));
  if (!values.every(Number.isFinite)) return undefined;
  return values.length === 1 ? values[0] : values;
}

/** GeoTIFF keys, by ExifTool's names. */
export const geotiff: Block<'geotiff', NamedValues & GeoTiffTags> = {
  name: 'geotiff',
  kinds: ['geotiff'],
  *load(refs: readonly BlockRef[], context: Context): Scan<Loaded<NamedValues>> {
    const keys = refs.flatMap((ref) => ('keys' in ref ? readKeys(ref as GeoTiffRef, context.budget) : []));
    return loadedTags(() => keys.flatMap(({ id, value }) => records.tag(TABLE, id, value)));
  },
};
