// ExifTool's `Composite` group: tags computed from others.
import { makeTag } from '../tables/tag.js';
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
  for (const { name, group = 'Composite', compute, weak } of all) {
    const result = compute(lookup, fileType);
    if (!result) continue;
    const def = { name, print: () => result.text, ...(weak && { weak }) };
    const tag = makeTag('Composite', group, name, def, result.value);
    if (!tag) continue;
    computed.push(tag);
    lookup.add(tag);
  }
  return computed;
};
