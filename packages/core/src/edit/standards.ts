// What the changes make of each block of a file: EXIF, XMP, IPTC, and the manifests that no longer hold.
import { type ExifAsked, editExif, exifGrowth, type HeldBlock } from '../blocks/exif/encode.js';
import { iptcIn, withIptc } from '../blocks/photoshop/edit.js';
import type { Scan } from '../bytes/scan.js';
import type { IptcChanges, XmpChanges } from '../changes.js';
import type { Put } from '../containers/put.js';
import { MetadataError } from '../errors.js';
import { IPTC_RECORDS, XMP_PACKET } from '../structures/tiff/ids.js';
import type { BlockRef, Context, Host } from '../types.js';
import { mainBlock } from './main-block.js';
import type { FileContent } from './read-blocks.js';
import { bytesOfRef } from './verify.js';

/** What is asked of each standard. */
export interface Asked extends Pick<ExifAsked, 'exif' | 'gps' | 'orientation'> {
  readonly xmp?: XmpChanges | null | undefined;
  readonly iptc?: IptcChanges | null | undefined;
}

/** Changes a block; gives `undefined` where nothing of it is left. */
export type EditBlock<Changes> = (
  block: Uint8Array | undefined,
  changes: Changes | null,
) => Uint8Array | undefined;

/** What changes blocks of the standards that not every edit needs. */
export interface BlockEditors {
  readonly xmp?: EditBlock<XmpChanges> | undefined;
  readonly iptc?: EditBlock<IptcChanges> | undefined;
}

/** The blocks that are to be put, and what else of the result is to be checked. */
export interface Drafts {
  readonly puts: readonly Put[];
  /** Walks the new file of so many bytes. */
  check?(size: number): Scan<void>;
}

const hosts: readonly string[] = ['jpeg', 'png', 'webp', 'heif', 'tiff'] satisfies Host[];

/** Changes each block that something is asked of. */
export function* draftBlocks(
  asked: Asked,
  editors: BlockEditors,
  content: FileContent,
  format: string,
  context: Context,
): Scan<Drafts> {
  const find = (kind: string): BlockRef | undefined => mainBlock(content.refs, kind, format);
  const puts: Put[] = [];
  const held: HeldBlock[] = [];
  for (const kind of ['xmp', 'iptc'] as const) {
    if (asked[kind] === undefined) continue;
    const changed = yield* changeText(kind, asked, editors, find, format, context);
    if (changed && format === 'tiff')
      held.push({ id: kind === 'xmp' ? XMP_PACKET : IPTC_RECORDS, bytes: changed.bytes });
    else if (changed) puts.push(changed);
  }
  const { exif, gps, orientation } = asked;
  if (exif === undefined && gps === undefined && orientation === undefined && held.length === 0)
    return { puts };
  const own: ExifAsked = { exif, gps, orientation, blocks: held };
  if (format === 'tiff') {
    const { splices, check } = yield* exifGrowth(context.size ?? 0, own, 'tiff', context.limits);
    const ref = content.layout.blocks.find(({ kind }) => kind === 'exif');
    const bytes = new Uint8Array(0);
    return splices.length > 0 ? { puts: [{ kind: 'exif', ref, bytes, splices }], check } : { puts };
  }
  const ref = find('exif');
  const block = ref && (yield* bytesOfRef(ref, context.limits.blockBytes));
  const host = hosts.includes(format) ? (format as Host) : undefined;
  const { bytes, splices } = editExif(block, own, host);
  if (bytes === block) return { puts };
  return { puts: [{ kind: 'exif', ref, bytes, splices }, ...puts] };
}

/** XMP, or IPTC where the format keeps it; `undefined` where nothing changes. */
function* changeText(
  kind: 'xmp' | 'iptc',
  asked: Asked,
  editors: BlockEditors,
  find: (kind: string) => BlockRef | undefined,
  format: string,
  { limits }: Context,
): Scan<Put | undefined> {
  const resources = kind === 'iptc' && format !== 'tiff' ? find('photoshop') : undefined;
  const own = find(kind);
  const isWithin = kind === 'iptc' && (format === 'jpeg' || (format === 'png' && (resources || !own)));
  const ref = isWithin ? resources : own;
  const holder = ref && (yield* bytesOfRef(ref, limits.blockBytes));
  const before = isWithin ? holder && iptcIn(holder) : holder;
  const after =
    kind === 'xmp'
      ? needed(editors.xmp)(before, asked.xmp ?? null)
      : needed(editors.iptc)(before, asked.iptc ?? null);
  if (isSame(before, after)) return undefined;
  if (!isWithin) return { kind, ref, bytes: after };
  return { kind: 'photoshop', ref, bytes: withIptc(holder, after) };
}

function needed<Edit>(edit: Edit | undefined): Edit {
  if (!edit) throw new MetadataError('not-writable', 'this standard cannot be changed');
  return edit;
}

function isSame(before: Uint8Array | undefined, after: Uint8Array | undefined): boolean {
  if (!before || !after) return before === after;
  return before.length === after.length && before.every((byte, i) => byte === after[i]);
}
