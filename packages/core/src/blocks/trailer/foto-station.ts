// FotoWare FotoStation: one record a trailer, with IPTC, the soft edit of the picture, or a preview.
import type { Scan } from '../../bytes/scan.js';
import type { Tag } from '../../types.js';
import { trailerRecords } from './records.js';
import { endings } from './signs.js';
import { bytesAt, damaged, type Trailer, type TrailerKind } from './trailer.js';

const footerLength = 10;
const softEdit = 2;

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
    if (!trailerRecords.row('FotoStation::Main', type)) return { start };
    const view = yield* bytesAt(place, start, footer);
    if (!view) return damaged(place, 'FotoStation');
    const tags = (): readonly Tag[] =>
      type === softEdit
        ? trailerRecords.tags('FotoStation::SoftEdit', view, start, footer)
        : trailerRecords.tag('FotoStation::Main', type, view.slice(start, footer));
    return { start, tags };
  },
};
