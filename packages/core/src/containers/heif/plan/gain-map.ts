// What the XMP of a HEIC says of Apple's gain map, for where that stays: a small packet in place of the item's bytes.
import { blockView } from '../../../bytes/block-view.js';
import { isSameBytes } from '../../../bytes/same-bytes.js';
import type { Scan } from '../../../bytes/scan.js';
import { xmpDescription, xmpPacket } from '../../../structures/xmp/packet.js';
import { rdfProperties } from '../../../structures/xmp/properties.js';
import { appleGainMap } from '../../apple-gain-map.js';
import { PlanBuilder, type PlanInput } from '../../plan.js';
import type { HeifItem } from '../model.js';
import type { HeifPicture } from './picture.js';

/** A picture with the XMP items of its gain maps, and their new bytes by item id. */
export interface ToldGainMaps {
  readonly picture: HeifPicture;
  readonly fresh: ReadonlyMap<number, PlanBuilder>;
}

const maxPacketBytes = 65_536;

/** Keeps what is said of the gain maps that stay. Warns where nothing says how bright they are. */
export function* tellGainMaps({ context }: PlanInput, picture: HeifPicture): Scan<ToldGainMaps> {
  const { meta, choice } = picture;
  const fresh = new Map<number, PlanBuilder>();
  const added: HeifItem[] = [];
  for (const [id, kind] of choice.beside) {
    const isApples =
      kind === 'gainmap' && meta.references.some(({ type, from }) => type === 'auxl' && from === id);
    if (!isApples) continue;
    let headroom = false;
    for (const item of describing(picture, id)) {
      const ref = { kind: 'xmp' as const, ranges: item.ranges, path: `heif/meta/item ${item.id}` };
      const { view, start, end } = yield* blockView(ref, context);
      const bytes = view.slice(start, end);
      const told = appleGainMap(rdfProperties(new TextDecoder().decode(bytes)) ?? new Map());
      if (!told || fresh.has(item.id)) continue;
      headroom ||= told.headroom;
      fresh.set(item.id, rewritten(item, bytes, xmpPacket(xmpDescription(told.attributes, ''))));
      added.push(item);
    }
    if (!headroom && [...choice.gone.values()].some((gone) => gone.kind === 'exif' || gone.kind === 'xmp')) {
      const why =
        'the gain map stays, but what tells its headroom goes: HDR displays may show the plain picture';
      context.warn('unknown', why, meta.box.start, `heif/meta/item ${id}`);
    }
  }
  if (added.length === 0) return { picture, fresh };
  const kept = new Set([...choice.kept, ...fresh.keys()]);
  const gone = new Map([...choice.gone].filter(([id]) => !fresh.has(id)));
  const items = [...picture.items, ...added.map((item) => ({ item, ranges: item.ranges, properties: [] }))];
  items.sort((a, b) => a.item.id - b.item.id);
  return { picture: { ...picture, items, choice: { ...choice, kept, gone } }, fresh };
}

/** The XMP items that describe an item alone. */
function describing({ meta }: HeifPicture, id: number): HeifItem[] {
  const from = new Set(
    meta.references
      .filter(({ type, to }) => type === 'cdsc' && to.every((target) => target === id))
      .map((each) => each.from),
  );
  return meta.items.filter(
    (item) =>
      from.has(item.id) &&
      item.contentType === 'application/rdf+xml' &&
      item.contentEncoding === '' &&
      item.protectionIndex === 0 &&
      item.ranges.reduce((sum, { start, end }) => sum + end - start, 0) <= maxPacketBytes,
  );
}

function rewritten({ id, ranges }: HeifItem, before: Uint8Array, packet: Uint8Array): PlanBuilder {
  const plan = new PlanBuilder();
  const path = `heif/meta/item ${id}`;
  plan.insert(packet);
  const same = isSameBytes(before, packet);
  if (same) plan.kept.push({ kind: 'xmp', path, ranges, why: 'tells of what stays' });
  else plan.changed.push({ kind: 'xmp', path, ranges, why: 'reduced to what it says of the gain map' });
  return plan;
}
