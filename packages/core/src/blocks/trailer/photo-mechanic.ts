// Camera Bits Photo Mechanic: the soft edit of the picture, in datasets as IPTC has them.
import type { Scan } from '../../bytes/scan.js';
import { utf8Text } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import { DatasetWalk } from '../../structures/iptc/walk.js';
import type { Tag } from '../../types.js';
import { trailerRecords } from './records.js';
import { endings } from './signs.js';
import { bytesAt, damaged, type Trailer, type TrailerKind, type TrailerPlace } from './trailer.js';

const footerLength = 12;
const softEditRecord = 2;

const table = 'PhotoMechanic::SoftEdit';

/** A trailer that ends with its length and `cbipcbbl`. */
export const photoMechanic: TrailerKind = {
  matches: endings.photoMechanic,
  *read(place): Scan<Trailer | undefined> {
    const footer = place.end - footerLength;
    if (!place.view.has(footer, place.end)) return undefined;
    const start = footer - place.view.u32(footer);
    const view = yield* bytesAt(place, start, footer);
    return view
      ? { start, tags: () => softEditTags(view, start, footer, place) }
      : damaged(place, 'PhotoMechanic');
  },
};

function softEditTags(view: View, start: number, end: number, { context, path }: TrailerPlace): Tag[] {
  const walk = new DatasetWalk(view, start, end, context.limits.values);
  const tags: Tag[] = [];
  while (walk.advance()) {
    const { record, dataset, start: from, end: to } = walk;
    if (record !== softEditRecord || !context.budget.tag(to - from)) continue;
    tags.push(...trailerRecords.tag(table, dataset, datasetValue(view.slice(from, to))));
  }
  const { damage } = walk;
  if (damage) context.warn(damage.code, damage.message, damage.offset, path);
  return tags;
}

/** A number, or a text that some versions wrote instead: what is no text is taken for a number. */
function datasetValue(bytes: Uint8Array): number | string {
  const isNumber = bytes.length <= 4 && bytes.length !== 3 && bytes.some((byte) => byte <= 8);
  return isNumber ? bytes.reduce((sum, byte) => sum * 256 + byte, 0) : utf8Text(bytes).replaceAll('\0', '');
}
