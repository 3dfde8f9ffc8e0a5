// What the changes make of each block of a file: EXIF, XMP, IPTC.
import {
  type ExifAsked,
  editExif,
  exifGrowth,
  exifSet,
  exifTouched,
  type HeldBlock,
  newExif,
} from '../blocks/exif/encode.js';
import type { Scan } from '../bytes/scan.js';
import type { IptcChanges, XmpChanges } from '../changes.js';
import type { Put } from '../containers/put.js';
import { C2PA_MANIFEST, IMAGE_RESOURCES, IPTC_RECORDS, XMP_PACKET } from '../structures/tiff/ids.js';
import type { Context, Host, Tag } from '../types.js';
import { mainBlock } from './main-block.js';
import { type FileContent, pictureFacts } from './read-blocks.js';
import type * as textBlocks from './text-blocks.js';
import { bytesOfRef } from './verify.js';

/** What is asked of each standard. */
export interface AskedStandards extends Pick<ExifAsked, 'exif' | 'gps' | 'orientation'> {
  readonly xmp?: XmpChanges | null | undefined;
  readonly iptc?: IptcChanges | null | undefined;
}

/** What changes XMP and IPTC: there where the changes may be about them. */
export type TextBlocks = Pick<typeof textBlocks, 'draftXmp' | 'draftIptc'>;

/** The blocks that are to be put, and what of the result is to be checked. */
export interface Drafts {
  readonly puts: readonly Put[];
  /** Whether a tag of EXIF, XMP or IPTC may be other than before. */
  readonly touches: (tag: Tag) => boolean;
  /** Names of the EXIF tags that are to be there, and kinds of the blocks that a TIFF is to hold. */
  readonly there?: { readonly tags: ReadonlySet<string>; readonly blocks: readonly string[] };
  /** Ids of the entries of a TIFF's directory that change. */
  readonly changing?: ReadonlySet<number>;
  /** Walks the new file of so many bytes. */
  check?(size: number): Scan<unknown>;
}

/** Entries of a TIFF that hold blocks. */
const holders: { readonly [kind: string]: number } = {
  xmp: XMP_PACKET,
  jumbf: C2PA_MANIFEST,
  photoshop: IMAGE_RESOURCES,
};
const hosts: readonly string[] = ['jpeg', 'png', 'webp', 'heif', 'tiff'] satisfies Host[];

/** Changes each block that something is asked of. */
export function* draftBlocks(
  asked: AskedStandards,
  text: TextBlocks | undefined,
  dropsManifest: boolean,
  content: FileContent,
  format: string,
  context: Context,
): Scan<Drafts> {
  const { exif, gps, orientation, xmp, iptc } = asked;
  const { refs } = content;
  const drafts = [
    ...(text && xmp !== undefined ? [yield* text.draftXmp(xmp, refs, format, context)] : []),
    ...(text && iptc !== undefined ? [yield* text.draftIptc(iptc, refs, format, context)] : []),
  ];
  const manifests = dropsManifest ? refs.filter(({ kind }) => kind === 'jumbf') : [];
  const puts = [
    ...drafts.flatMap((draft) => draft.puts),
    ...manifests.map((ref): Put => ({ kind: 'jumbf', ref, bytes: undefined })),
  ];
  const names = exifTouched(asked);
  const touches = (tag: Tag): boolean => {
    if (tag.family === 'EXIF') return names === 'all' || names.has(tag.name);
    if (tag.family === 'MakerNotes' || tag.family === 'PrintIM') return exif === null;
    if (tag.name === 'XMPToolkit') return xmp !== undefined;
    return (tag.family === 'JUMBF' && dropsManifest) || drafts.some((draft) => draft.touches(tag));
  };
  const isAboutExif = exif !== undefined || gps !== undefined || orientation !== undefined;
  if (!isAboutExif && (format !== 'tiff' || puts.length === 0)) return { puts, touches };
  if (format === 'tiff') {
    const held = puts.map(({ kind, bytes }): HeldBlock => ({ id: holders[kind] ?? IPTC_RECORDS, bytes }));
    const own = { exif, gps, orientation, blocks: held };
    const { splices, changing, check } = yield* exifGrowth(context.size ?? 0, own, 'tiff', context.limits);
    const ref = content.layout.blocks.find(({ kind }) => kind === 'exif');
    const put: Put = { kind: 'exif', ref, bytes: undefined, splices };
    const kinds = puts.filter(({ bytes }) => bytes).map(({ kind }) => kind);
    const there = { tags: exifSet(asked), blocks: kinds };
    return { puts: splices.length > 0 ? [put] : [], touches, there, changing, check };
  }
  const ref = mainBlock(refs, 'exif', format);
  const host = hosts.includes(format) ? (format as Host) : undefined;
  const picture = format === 'jpeg' ? pictureFacts(content) : undefined;
  const own = { exif, gps, orientation, picture };
  if (!ref) {
    const bytes = newExif(own, host);
    return { puts: bytes ? [{ kind: 'exif', ref, bytes }, ...puts] : puts, touches };
  }
  const block = yield* bytesOfRef(ref, context.limits.blockBytes);
  const { bytes, splices } = yield* editExif(block, ref.ranges.at(-1)?.end ?? 0, own, host);
  const there = { tags: exifSet(asked), blocks: [] };
  return { puts: bytes === block ? puts : [{ kind: 'exif', ref, bytes, splices }, ...puts], touches, there };
}
