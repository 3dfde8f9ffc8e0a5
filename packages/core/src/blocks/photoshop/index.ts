// Photoshop image resources, and the blocks of other standards inside them.

import { blockView } from '../../bytes/block-view.js';
import type { Scan } from '../../bytes/scan.js';
import { View } from '../../bytes/view.js';
import { type Resource, ResourceWalk } from '../../structures/resources/walk.js';
import type { PhotoshopTags } from '../../tags/block-types.generated.js';
import type { Block, BlockKind, BlockRef, Context, Loaded, Tag } from '../../types.js';
import { loadedTags, type NamedValues } from '../loaded.js';
import { resourceTags } from './decode.js';
import { readDocument, readLayers } from './layers.js';
import { photoshopRecords, resourceKinds } from './tags.js';

/** Reads Photoshop's image resources; nested are IPTC, ICC, EXIF and XMP. */
export const photoshop: Block<'photoshop', NamedValues & PhotoshopTags> = {
  name: 'photoshop',
  kinds: ['photoshop', 'photoshop-document', 'psd'],
  holds: Object.values(resourceKinds),
  *load(refs: readonly BlockRef[], context: Context): Scan<Loaded<NamedValues>> {
    const found: (Resource & { readonly view: View })[] = [];
    const nested: BlockRef[] = [];
    const layers: Tag[] = [];
    for (const ref of refs) {
      if (ref.kind === 'psd') {
        for (const tag of yield* documentParts(ref, context)) layers.push(tag);
        continue;
      }
      if (ref.kind === 'photoshop-document') {
        for (const tag of yield* documentLayers(ref, context)) layers.push(tag);
        continue;
      }
      const { view, start, end } = yield* blockView(ref, context);
      const inFile = !ref.bytes && ref.ranges.length === 1;
      const walk = new ResourceWalk(view, start, end);
      while (walk.advance() && context.budget.tag(0)) {
        const { id, at, start: from, end: to } = walk;
        const inner = innerBlocks.get(id);
        if (inner) nested.push(nestedRef(ref, inner, view, walk, inFile));
        else found.push({ view, id, at, start: from, end: to });
      }
      const { damage } = walk;
      if (damage) context.warn(damage.code, damage.message, damage.offset, ref.path);
    }
    return loadedTags(() => {
      const tags: Tag[] = [];
      for (const resource of found)
        for (const tag of resourceTags(resource.view, resource, context.budget)) tags.push(tag);
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

/** The header of a document, or its layers and how its picture is packed. */
function* documentParts(ref: BlockRef, { budget }: Context): Scan<readonly Tag[]> {
  const { start, end } = ref.ranges[0]!;
  if (ref.label === 'header') {
    const view = yield { start, end };
    return budget.tag(end - start) ? photoshopRecords.tags('Photoshop::Header', view, start, end) : [];
  }
  const layers = yield* readDocument(start, ref.label === 'large-layers', budget);
  if (layers.end === undefined) return layers.tags;
  const packed = layers.end;
  const view = yield { start: packed, end: packed + 2 };
  return [
    ...layers.tags,
    ...(view.has(packed, packed + 2)
      ? photoshopRecords.tags('Photoshop::ImageData', view, packed, packed + 2)
      : []),
  ];
}

/** A resource that is a block: its kind, and its name in a path. */
interface InnerBlock {
  readonly kind: BlockKind;
  readonly name: string;
}

const innerBlocks: ReadonlyMap<number, InnerBlock> = new Map(
  Object.entries(resourceKinds).map(([id, kind]) => [
    Number(id),
    { kind, name: `0x${Number(id).toString(16).padStart(4, '0')}` },
  ]),
);

function nestedRef(
  ref: BlockRef,
  { kind, name }: InnerBlock,
  view: View,
  { start, end }: Pick<Resource, 'start' | 'end'>,
  inFile: boolean,
): BlockRef {
  const { host, usual, directory } = ref;
  const path = `${ref.path}/${name}`;
  return inFile
    ? { kind, path, host, usual, directory, ranges: [{ start, end }] }
    : { kind, path, host, usual, directory, ranges: ref.ranges, bytes: view.slice(start, end) };
}
