// Camera Bits Photo Mechanic: the soft edit of the picture, in datasets as IPTC has them.
import type { Scan } from '../../bytes/scan.js';
import { utf8Text } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import { fixedDecimals } from '../../present/number.js';
import { lazy } from '../../tables/lazy.js';
import { namedRows } from '../../tables/named-rows.js';
import { photoMechanic as rows } from '../../tags/trailer.generated.js';
import type { Tag, TagDef } from '../../types.js';
import { readDatasets } from '../iptc/datasets.js';
import { endings } from './signs.js';
import {
  bytesAt,
  damaged,
  type Trailer,
  type TrailerKind,
  type TrailerPlace,
  trailerTag,
} from './trailer.js';

const footerLength = 12;
const softEditRecord = 2;

/** 65,536 is the whole picture. */
const share: Omit<TagDef, 'name'> = {
  value: (stored) => (Number(stored) || 0) / 655.36,
  print: (value) => `${fixedDecimals(Number(value), 3)}%`,
};

const datasets = lazy(() => {
  const defs = new Map<number, TagDef>();
  for (const [id, def] of namedRows(rows))
    defs.set(Number(id), /^(Raw|Preview)Crop/.test(def.name) ? { ...def, ...share } : def);
  return defs;
});

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
  const { entries, damage } = readDatasets(view, start, end, context.limits.values);
  if (damage) context.warn(damage.code, damage.message, damage.offset, path);
  return entries.flatMap(({ record, dataset, start: from, end: to }) => {
    const def = record === softEditRecord ? datasets().get(dataset) : undefined;
    if (!def || !context.budget.tag(to - from)) return [];
    return trailerTag(
      'PhotoMechanic',
      'PhotoMechanic',
      `${record}:${dataset}`,
      def,
      datasetValue(view.slice(from, to)),
    );
  });
}

/** A number, or a text that some versions wrote instead: what is no text is taken for a number. */
function datasetValue(bytes: Uint8Array): number | string {
  const isNumber = bytes.length <= 4 && bytes.length !== 3 && bytes.some((byte) => byte <= 8);
  return isNumber ? bytes.reduce((sum, byte) => sum * 256 + byte, 0) : utf8Text(bytes).replaceAll('\0', '');
}
