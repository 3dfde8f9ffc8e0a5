// ExifTool's `Composite` group: tags computed from others.
import { printedTag } from '../tables/tag.js';
import type { Derive, Tag } from '../types.js';
import type { Composite } from './definition.js';
import { exposureComposites } from './exposure.js';
import { Lookup } from './lookup.js';
import { otherComposites } from './other.js';
import { pictureComposites } from './picture.js';
import { placeAndTimeComposites } from './place-and-time.js';

/** In an order in which each comes after those it is computed from. */
const composites: readonly Composite[] = [
  ...pictureComposites,
  ...exposureComposites,
  ...placeAndTimeComposites,
  ...otherComposites,
];

/** Computes the tags of the `Composite` group from the tags so far. */
export const compositeTags: Derive = ({ tags, fileType, loaded }) => {
  const lookup = new Lookup(tags, loaded, fileType);
  const computed: Tag[] = [];
  const own = loaded.flatMap((block) => block.loaded.composites ?? []);
  const all =
    own.length === 0
      ? composites
      : [...own.flatMap(({ before }) => before), ...composites, ...own.flatMap(({ after }) => after)];
  for (const { name, group = 'Composite', needs, compute, weak } of all) {
    if (needs && !lookup.hasAny(needs)) continue;
    const result = compute(lookup, fileType);
    if (!result) continue;
    const tag = printedTag('Composite', group, name, name, result.value, result.text, weak);
    computed.push(tag);
    lookup.add(tag);
  }
  return computed;
};
