// ExifTool's `Composite` group: tags computed from others.

import { oncePer } from '../bytes/once.js';
import { printedTag } from '../tables/tag.js';
import type { Composites, Derive, FileType, Tag } from '../types.js';
import type { CompositeTag } from './definition.js';
import { exposureComposites } from './exposure.js';
import { Lookup, numberOfName } from './lookup.js';
import { otherComposites } from './other.js';
import { pictureComposites } from './picture.js';
import { placeAndTimeComposites } from './place-and-time.js';

/** A computed tag, all in one shape, with the numbers of the names it needs. */
interface Compiled {
  readonly name: string;
  readonly group: string;
  readonly weak: boolean;
  readonly needs: readonly number[] | undefined;
  readonly compute: CompositeTag['compute'];
}

const compile = ({ name, group = 'Composite', weak = false, needs, compute }: CompositeTag): Compiled => ({
  name,
  group,
  weak,
  needs: needs?.map(numberOfName),
  compute,
});

/** In an order in which each comes after those it is computed from. */
const ofEveryFile: readonly Compiled[] = [
  ...pictureComposites,
  ...exposureComposites,
  ...placeAndTimeComposites,
  ...otherComposites,
].map(compile);

const ofSomeFiles = oncePer(({ before, after }: Composites) => ({
  before: before.map(compile),
  after: after.map(compile),
}));

/** Computes the tags of the `Composite` group from the tags so far. */
export const compositeTags: Derive = ({ tags, fileType, loaded }) => {
  const own: ReturnType<typeof ofSomeFiles>[] = [];
  for (const block of loaded) {
    const { composites } = block.loaded;
    if (composites) own.push(ofSomeFiles(composites));
  }
  const lookup = new Lookup(tags, loaded, fileType);
  const computed: Tag[] = [];
  for (const { before } of own) addComputed(computed, before, lookup, fileType);
  addComputed(computed, ofEveryFile, lookup, fileType);
  for (const { after } of own) addComputed(computed, after, lookup, fileType);
  return computed;
};

function addComputed(
  computed: Tag[],
  composites: readonly Compiled[],
  lookup: Lookup,
  fileType: FileType,
): void {
  for (let i = 0; i < composites.length; i++) {
    const { needs } = composites[i]!;
    if (needs && !lookup.hasAny(needs)) continue;
    const { name, group, weak, compute } = composites[i]!;
    const result = compute(lookup, fileType);
    if (!result) continue;
    const tag = printedTag('Composite', group, name, name, result.value, result.text, weak);
    computed.push(tag);
    lookup.add(tag);
  }
}
