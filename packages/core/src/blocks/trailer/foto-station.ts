// FotoWare FotoStation: one record a trailer, with IPTC, the soft edit of the picture, or a preview.
import type { Scan } from '../../bytes/scan.js';
import { plain } from '../../present/plain.js';
import { lazy } from '../../tables/lazy.js';
import { recordTags } from '../../tables/record.js';
import { defineRecord } from '../../tables/record-layout.js';
import { fotoStation as rows } from '../../tags/trailer.generated.js';
import type { TagDef, TagValue } from '../../types.js';
import { endings } from './signs.js';
import { bytesAt, damaged, type Trailer, type TrailerKind, trailerTag } from './trailer.js';

const footerLength = 10;
const pictures: { readonly [type: number]: string } = { 3: 'ThumbnailImage', 4: 'PreviewImage' };

const thousandth = (stored: TagValue): number => Number(stored) / 1000;
const crop: Omit<TagDef, 'name'> = { value: thousandth, print: (value) => `${String(plain(value))}%` };

const softEdit = lazy(() =>
  defineRecord(rows, {
    XYResolution: { value: thousandth },
    // stored counter-clockwise
    Rotation: { value: (stored) => (stored === 0 ? 0 : 360 - Number(stored) / 100) },
    CropRotation: { value: (stored) => 0 - Number(stored) / 100 },
    CropLeft: crop,
    CropTop: crop,
    CropRight: crop,
    CropBottom: crop,
  }),
);

/** A record that ends with its type, its length and a signature. */
export const fotoStation: TrailerKind = {
  matches: endings.fotoStation,
  *read(place): Scan<Trailer | undefined> {
    const footer = place.end - footerLength;
    if (!place.view.has(footer, place.end)) return undefined;
    const type = place.view.u16(footer);
    const start = place.end - place.view.u32(footer + 2);
    if (start > footer || start < place.start) return damaged(place, 'FotoStation');
    if (type === 1)
      return {
        start,
        nested: [
          {
            kind: 'iptc',
            ranges: [{ start, end: footer }],
            path: `${place.path}/FotoStation`,
            host: place.host,
          },
        ],
      };
    const name = pictures[type];
    if (type !== 2 && !name) return { start };
    const view = yield* bytesAt(place, start, footer);
    if (!view) return damaged(place, 'FotoStation');
    if (!name) return { start, tags: () => recordTags(view, start, footer, softEdit()) };
    return {
      start,
      tags: () => trailerTag('FotoStation', 'FotoStation', type, { name }, view.slice(start, footer)),
    };
  },
};
