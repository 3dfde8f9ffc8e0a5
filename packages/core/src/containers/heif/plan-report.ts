// Tells what removing takes out of a HEIF file, and what stays for a reason.
import { type Box, printable } from '../../boxes/read.js';
import type { PlanBuilder } from '../plan.js';
import type { HeifFile } from './model.js';
import { MediaData } from './plan-data.js';
import type { Parts } from './plan-parts.js';
import type { HeifPicture } from './plan-picture.js';

/** Why pictures beside the picture stay. */
const reasons = {
  alpha: 'transparency',
  gainmap: 'brightness on HDR displays',
  depth: 'asked for',
  thumbnail: 'asked for',
} as const;

/** Tells of the items, names and properties of the meta box. */
export function reportPicture(plan: PlanBuilder, picture: HeifPicture): void {
  const { meta, choice, items, properties } = picture;
  for (const item of meta.items) {
    const path = `heif/meta/item ${item.id}`;
    const gone = choice.gone.get(item.id);
    if (gone) {
      const { kind, why } = gone;
      const stated = item.location?.extents.some(({ length }) => length > 0);
      const ranges = stated ? item.ranges : [];
      plan.removed.push({ kind, path, ranges, ...(why !== undefined && { why }) });
    } else if (item.name !== '') {
      plan.changed.push({ kind: 'name', path, ranges: [], why: 'item name removed' });
    }
  }
  for (const { item, ranges } of items) {
    const kind = choice.beside.get(item.id);
    if (kind) plan.kept.push({ kind, path: `heif/meta/item ${item.id}`, ranges, why: reasons[kind] });
  }
  for (const [i, { type, start, end }] of meta.properties.entries()) {
    const profile = picture.profiles.has(i + 1);
    const stays = properties.has(i + 1);
    if (stays && !profile) continue;
    const entry = {
      kind: profile ? 'icc' : 'property',
      path: `heif/meta/iprp/ipco/${printable(type)}`,
      ranges: [{ start, end }],
    };
    if (!stays) plan.removed.push(entry);
    else plan.kept.push({ ...entry, why: 'colour profile' });
  }
}

/** Boxes that are written anew or hold only data. */
const ownBoxes: ReadonlySet<string> = new Set(['ftyp', 'meta', 'moov', 'mdat']);
const metaBoxes: ReadonlySet<string> = new Set([
  'hdlr',
  'pitm',
  'iloc',
  'iinf',
  'iref',
  'iprp',
  'idat',
  'grpl',
  'dinf',
]);

/** Tells of boxes, media data that nothing owns, and what follows the last box. */
export function reportBoxes(
  plan: PlanBuilder,
  { boxes, meta }: HeifFile,
  { picture, media, fresh, messages, manifests, keptManifests }: Parts,
  fileSize: number | undefined,
): void {
  const size = fileSize ?? Number.MAX_SAFE_INTEGER;
  const told = (picture?.meta.items ?? [])
    .filter(({ id }) => picture?.choice.gone.has(id) || fresh.has(id))
    .flatMap(({ ranges }) => ranges);
  plan.removed.push(...messages);
  const accounted = new MediaData([...media.ranges, ...told, ...messages.flatMap(({ ranges }) => ranges)]);
  for (const child of boxes) {
    const { type, start } = child;
    const end = Math.min(child.end, size);
    if (type === 'mdat') gaps(child, end);
    else if (!ownBoxes.has(type) && !keptManifests.includes(child)) {
      const kind = manifests.has(child) ? 'c2pa' : kindOf(type);
      plan.remove(kind, `heif/${printable(type)}`, start, end);
    }
  }
  if (meta && !picture) plan.remove('box', 'heif/meta', meta.box.start, meta.box.end);
  for (const child of picture?.meta.children ?? [])
    if (child.type === 'idat') gaps(child, child.end);
    else if (!metaBoxes.has(child.type))
      plan.remove('box', `heif/meta/${printable(child.type)}`, child.start, child.end);
  const last = boxes.at(-1)?.end ?? 0;
  if (fileSize !== undefined) plan.remove('trailer', 'heif/trailer', last, size);

  function gaps({ type, body }: Box, end: number): void {
    const ranges = accounted.gaps(body, Math.max(body, end));
    if (ranges.length > 0 && end < Number.MAX_SAFE_INTEGER)
      plan.removed.push({ kind: 'gap', path: `heif/${type}`, ranges });
  }
}

function kindOf(type: string): string {
  if (type === 'jumb') return 'jumbf';
  if (type === 'free' || type === 'skip' || type === 'wide') return 'free';
  return type === 'uuid' ? 'uuid' : 'box';
}
