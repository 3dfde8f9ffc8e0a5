// IPTC and the Photoshop resources around it: datasets taken out, the rest moved up, the block as long as before.
import { md5 } from '../../bytes/md5.js';
import type { Scan } from '../../bytes/scan.js';
import { toHex } from '../../bytes/text.js';
import { View } from '../../bytes/view.js';
import { DatasetWalk, unswapped } from '../../structures/iptc/walk.js';
import { type Resource, ResourceWalk } from '../../structures/resources/walk.js';
import { IPTC_DIGEST, IPTC_RESOURCE } from '../../tables/image-resources.js';
import { iptcTag, resourceTag } from '../groups/names.js';
import { PartDraft } from './draft.js';
import { deeper, type Job, noteChanged, noteRemoved, type Part, refuseBlock } from './job.js';
import { sniff } from './sniff.js';
import type { EditNested } from './tiff.js';

/** The first of the ids that are left to plug-ins: what an emptied resource is called. */
const UNUSED: Uint8Array = Uint8Array.of(0x0f, 0xa0);
/** Image resources that hold a block of another standard; what begins as a block is one in any resource. */
const nestedKinds: { readonly [id: number]: string } = {
  [IPTC_RESOURCE]: 'iptc',
  [0x0422]: 'exif',
  [0x0423]: 'exif',
  [0x0424]: 'xmp',
};
/** Thumbnails, whose JPEG stands behind their sizes. */
const thumbnails: ReadonlySet<number> = new Set([0x0409, 0x040c]);
const thumbnailHeadBytes = 28;

/** Edits an IPTC block that fills the part. Throws `not-writable` where it is damaged. */
export function* editIptcPart(job: Job, part: Part): Scan<void> {
  if (part.draft.length > job.context.limits.blockBytes) refuseBlock('IPTC is too large', part, 0);
  const stored = yield* part.draft.read(0, part.draft.length);
  const turned = unswapped(stored);
  if (turned && stored.length % 4 !== 0) refuseBlock('IPTC is turned about and cut off', part, 0);
  const bytes = turned ?? stored;
  const walk = new DatasetWalk(new View(bytes), 0, bytes.length, job.context.limits.values);
  const kept = new Uint8Array(bytes.length);
  let to = 0;
  let gone = 0;
  while (walk.advance()) {
    const { record, dataset, at, end } = walk;
    if (job.selection.goes(iptcTag(record, dataset))) {
      noteRemoved(job, part, 'iptc', `${part.path}/${record}:${dataset}`, at, end);
      gone++;
    } else {
      kept.set(bytes.subarray(at, end), to);
      to += end - at;
    }
  }
  if (walk.damage && walk.end > 0) refuseBlock(walk.damage.message, part, walk.damage.offset);
  if (gone > 0) part.draft.write(0, turned ? swap(kept) : kept);
}

function swap(bytes: Uint8Array): Uint8Array {
  return bytes.map((_, i) => bytes[i ^ 3]!);
}

/** Edits Photoshop image resources that fill the part, and what lies in them; keeps IPTCDigest true. */
export function* editPhotoshop(job: Job, part: Part, editNested: EditNested): Scan<void> {
  const { draft, path } = part;
  if (draft.length > job.context.limits.blockBytes) refuseBlock('resources are too large', part, 0);
  const bytes = yield* draft.read(0, draft.length);
  const resources = resourcesOf(job, bytes, path);
  const digests: { before: string; after: string }[] = [];
  for (const { id, at, start, end } of resources) {
    const name = `${path}/0x${id.toString(16).padStart(4, '0')}`;
    if (job.selection.goes(resourceTag(id))) {
      draft.write(at + 4, UNUSED);
      draft.write(start, new Uint8Array(end - start));
      noteRemoved(job, part, 'photoshop', name, start, end);
      continue;
    }
    const from = start + (thumbnails.has(id) ? thumbnailHeadBytes : 0);
    const found = sniff(bytes.subarray(from, end));
    const kind = found?.kind ?? nestedKinds[id];
    if (!kind || from >= end) continue;
    const inside = [{ start: from + (found?.skip ?? 0), end }];
    const nested = deeper(job, part, new PartDraft(draft, inside), name);
    const before = bytes.subarray(start, end);
    yield* editNested(job, kind, nested);
    if (id === IPTC_RESOURCE)
      digests.push({ before: md5(before), after: md5(yield* draft.read(start, end)) });
  }
  for (const { id, start, end } of resources) {
    if (id !== IPTC_DIGEST || end - start !== 16) continue;
    const said = toHex(bytes.subarray(start, end));
    const digest = digests.find(({ before, after }) => before === said && before !== after);
    if (!digest) continue;
    draft.write(start, fromHexadecimal(digest.after));
    noteChanged(job, part, 'photoshop', `${path}/0x0425`, [start, end], 'digest of the changed IPTC');
  }
}

function resourcesOf({ context }: Job, bytes: Uint8Array, path: string): readonly Resource[] {
  const walk = new ResourceWalk(new View(bytes), 0, bytes.length);
  const resources: Resource[] = [];
  while (walk.advance() && context.budget.tag(0)) {
    const { id, at, start, end } = walk;
    resources.push({ id, at, start, end });
  }
  const { damage } = walk;
  if (damage) context.warn(damage.code, damage.message, damage.offset, path);
  return resources;
}

function fromHexadecimal(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
}
