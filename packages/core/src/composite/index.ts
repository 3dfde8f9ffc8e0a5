// ExifTool's `Composite` group: tags computed from others.
import { makeTag } from '../tag.js';
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
  const lookup = new Lookup(tags, loaded);
  const computed: Tag[] = [];
  for (const { name, group = 'Composite', compute } of composites) {
    const result = compute(lookup, fileType);
    const tag = result && makeTag('Composite', group, name, { name, print: () => result.text }, result.value);
    if (!tag) continue;
    computed.push(tag);
    lookup.add(tag);
  }
  return computed;
};
