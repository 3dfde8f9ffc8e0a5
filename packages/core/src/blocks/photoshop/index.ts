// Photoshop image resources, and the blocks of other standards inside them.
import { blockView } from '../../bytes/block-view.js';
import type { Scan } from '../../bytes/scan.js';
import { View } from '../../bytes/view.js';
import { type Resource, ResourceWalk } from '../../structures/resources/walk.js';
import type { Block, BlockRef, Context, Loaded, Tag } from '../../types.js';
import { loadedTags, type NamedValues } from '../loaded.js';
import { resourceTags } from './decode.js';
import { readLayers } from './layers.js';
import { resourceKinds } from './tags.js';

/** Reads Photoshop's image resources; nested are IPTC, ICC, EXIF and XMP. */
export const photoshop: Block<'photoshop', NamedValues> = {
  name: 'photoshop',
  kinds: ['photoshop', 'photoshop-document'],
  holds: Object.values(resourceKinds),
  *load(refs: readonly BlockRef[], context: Context): Scan<Loaded<NamedValues>> {
    const found: { readonly view: View; readonly resource: Resource }[] = [];
    const nested: BlockRef[] = [];
    const layers: Tag[] = [];
    for (const ref of refs) {
      if (ref.kind === 'photoshop-document') {
        for (const tag of yield* documentLayers(ref, context)) layers.push(tag);
        continue;
      }
      const { view, start, end } = yield* blockView(ref, context);
      const inFile = !ref.bytes && ref.ranges.length === 1;
      const walk = new ResourceWalk(view, start, end);
      while (walk.advance() && context.budget.tag(0)) {
        const { id, at, start: from, end: to } = walk;
        const resource = { id, at, start: from, end: to };
        const kind = resourceKinds[id];
        if (kind) nested.push(nestedRef(ref, kind, view, resource, inFile));
        else found.push({ view, resource });
      }
      const { damage } = walk;
      if (damage) context.warn(damage.code, damage.message, damage.offset, ref.path);
    }
    return loadedTags(() => {
      const tags: Tag[] = [];
      for (const { view, resource } of found)
        for (const tag of resourceTags(view, resource, context.budget)) tags.push(tag);
      for (const layer of layers) tags.push(layer);
      return tags;
    }, nested);
  },
};

function* documentLayers({ ranges, bytes }: BlockRef, { budget }: Context): Scan<readonly Tag[]> {
  if (bytes) return yield* readLayers(new View(bytes), 0, bytes.length, budget);
  const { start, end } = ranges[0]!;
  return yield* readLayers(new View(new Uint8Array(0), start), start, end, budget);
}

/** By resource id, of those that are blocks: its name in a path. */
const placeNames: { readonly [id: number]: string } = Object.fromEntries(
  Object.keys(resourceKinds).map((id) => [id, `0x${Number(id).toString(16).padStart(4, '0')}`]),
);

function nestedRef(
  ref: BlockRef,
  kind: BlockRef['kind'],
  view: View,
  { id, start, end }: Resource,
  inFile: boolean,
): BlockRef {
  const { host, usual, directory } = ref;
  const path = `${ref.path}/${placeNames[id]}`;
  return inFile
    ? { kind, path, host, usual, directory, ranges: [{ start, end }] }
    : { kind, path, host, usual, directory, ranges: ref.ranges, bytes: view.slice(start, end) };
}
