// Tells what removing takes out of a HEIF file, and what stays for a reason.
import { type Box, printable } from '../../../structures/isobmff/read.js';
import type { PlanBuilder } from '../../plan.js';
import type { HeifFile, ItemReference } from '../model.js';
import { MediaData } from './data.js';
import { stayingGroups, stayingReferences } from './links.js';
import type { Parts } from './parts.js';
import type { HeifPicture } from './picture.js';
import type { TextItem } from './text.js';

/** Why pictures beside the picture stay. */
const reasons = {
  alpha: 'transparency',
  gainmap: 'brightness on HDR displays',
  depth: 'asked for',
  thumbnail: 'asked for',
} as const;

/** Tells of the items, names and properties of the meta box. */
export function reportPicture(plan: PlanBuilder, picture: HeifPicture, texts: readonly TextItem[]): void {
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
  for (const [i, property] of meta.properties.entries())
    reportProperty(plan, property, properties.get(i + 1), picture.profiles.has(i + 1));
  const staying = [...stayingReferences(picture), ...describing(picture, texts)];
  reportLinks(plan, 'reference', 'iref', meta.references, staying, ({ to }) => to);
  reportLinks(plan, 'group', 'grpl', picture.groups, stayingGroups(picture), ({ entities }) => entities);
}

/** References of metadata that is written anew to the primary picture, which it describes as before. */
function describing({ meta }: HeifPicture, texts: readonly TextItem[]): ItemReference[] {
  const anew = new Set(texts.map(({ kind, from }) => (kind === 'c2pa' ? undefined : from?.id)));
  return meta.references
    .filter(({ type, from }) => type === 'cdsc' && anew.has(from))
    .map((reference) => ({ ...reference, to: reference.to.filter((id) => id === meta.primaryId) }))
    .filter(({ to }) => to.length > 0);
}

/** Properties that stay for a reason that a reader may ask for. */
const propertyReasons: ReadonlyMap<string, string> = new Map([
  ['irot', 'how the picture is turned'],
  ['imir', 'how the picture is turned'],
]);

/** Tells of a property: that it goes, or what of it stays. */
function reportProperty(
  plan: PlanBuilder,
  { type, start, end }: Box,
  staying: Uint8Array | undefined,
  profile: boolean,
): void {
  const why = staying && propertyReasons.get(type);
  const shorter = staying && staying.length < end - start;
  if (staying && !profile && !why && !shorter) return;
  const ranges = [{ start, end }];
  const path = `heif/meta/iprp/ipco/${printable(type)}`;
  const kind = profile ? 'icc' : 'property';
  if (!staying) plan.removed.push({ kind, path, ranges });
  else if (profile) plan.kept.push({ kind, path, ranges, why: 'colour profile' });
  if (why) plan.kept.push({ kind: 'orientation', path, ranges, why });
  if (shorter) plan.changed.push({ kind, path, ranges, why: 'reduced to what its format names' });
}

/** Tells of the links of a box that go, and of those that lose an end. */
function reportLinks<Link extends { readonly type: string; readonly box: Box }>(
  plan: PlanBuilder,
  kind: string,
  list: string,
  links: readonly Link[],
  staying: readonly Link[],
  ends: (link: Link) => readonly number[],
): void {
  const left = new Map(staying.map((link) => [link.box, ends(link).length]));
  for (const link of links) {
    const { start, end } = link.box;
    const count = left.get(link.box);
    if (count === ends(link).length) continue;
    const path = `heif/meta/${list}/${printable(link.type)}`;
    if (count === undefined) plan.remove(kind, path, start, end);
    else plan.changed.push({ kind, path, ranges: [{ start, end }], why: 'without the items that go' });
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
  { picture, media, fresh, messages, unwalked, manifests, keptManifests }: Parts,
  fileSize: number | undefined,
): void {
  const size = fileSize ?? Number.MAX_SAFE_INTEGER;
  const told = (picture?.meta.items ?? [])
    .filter(({ id }) => picture?.choice.gone.has(id) || fresh.has(id))
    .flatMap(({ ranges }) => ranges);
  plan.removed.push(...messages);
  plan.kept.push(...unwalked);
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
