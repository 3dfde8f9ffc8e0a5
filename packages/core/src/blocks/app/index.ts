// The small standards kept in JPEG's application segments, one file each.
import { blockView } from '../../bytes/block-view.js';
import type { Scan } from '../../bytes/scan.js';
import { openTiff } from '../../structures/tiff/open.js';
import { type Ifd, readIfds } from '../../structures/tiff/read.js';
import { oldPhotoshop } from '../../tables/image-resources.js';
import type { Block, BlockRef, Context, Loaded, Tag } from '../../types.js';
import { loadedTags, type NamedValues } from '../loaded.js';
import { dji } from './dji.js';
import { ducky } from './ducky.js';
import { eppim } from './eppim.js';
import { flashPix } from './flashpix.js';
import { flir } from './flir.js';
import { gopro } from './gopro.js';
import { jpegHdr } from './jpeg-hdr.js';
import { isMeta, metaHeader, metaPointers, metaTags } from './kodak-meta.js';
import { mediaJukebox } from './media-jukebox.js';
import { pictureInfo } from './picture-info.js';
import { previews } from './previews.js';
import { qualcomm } from './qualcomm.js';
import { adobeTags, graphicConverter, infiRay, recordStandards } from './records.js';
import { rmeta } from './ricoh.js';
import { scalado } from './scalado.js';
import { type AppSegment, type AppStandard, segmentStarts } from './segment.js';
import { stereo } from './stereo.js';
import { textStandards } from './texts.js';

/** The first that matches a segment reads it. */
const standards: readonly AppStandard[] = [
  ...recordStandards,
  ...textStandards,
  ducky,
  eppim,
  flashPix,
  flir,
  gopro,
  rmeta,
  jpegHdr,
  scalado,
  stereo,
  graphicConverter,
  infiRay,
  dji,
  previews,
  mediaJukebox,
  pictureInfo,
  qualcomm,
];

/** Reads Adobe's APP14 segment and the application segments that have no block of their own. */
export const app: Block<'app', NamedValues> = {
  name: 'app',
  kinds: ['adobe', 'app'],
  holds: ['photoshop'],
  *load(refs: readonly BlockRef[], context: Context): Scan<Loaded<NamedValues>> {
    const adobe: AppSegment[] = [];
    const others: AppSegment[] = [];
    const meta: (readonly Ifd[])[] = [];
    const nested: BlockRef[] = [];
    for (const ref of refs) {
      const { view, start, end } = yield* blockView(ref, context);
      const segment = { label: ref.label ?? '', view, start, end, path: ref.path, context };
      if (ref.kind === 'app' && isMeta(segment)) meta.push(yield* metaDirectories(ref, segment));
      else if (ref.kind === 'app' && isOldPhotoshop(segment)) nested.push(resourcesOf(ref, segment));
      else (ref.kind === 'adobe' ? adobe : others).push(segment);
    }
    return loadedTags(
      () => [
        ...meta.flatMap((ifds) => metaTags(ifds, context)),
        ...otherTags(others),
        ...adobe.flatMap(adobeTags),
      ],
      nested,
    );
  },
};

function isOldPhotoshop(segment: AppSegment): boolean {
  return segment.label === 'APP13' && segmentStarts(segment, oldPhotoshop.text);
}

function resourcesOf(ref: BlockRef, { view, start, end }: AppSegment): BlockRef {
  const from = Math.min(end, start + oldPhotoshop.headerBytes);
  const bytes = ref.bytes && { bytes: view.slice(from, end) };
  return {
    kind: 'photoshop',
    path: ref.path,
    ranges: [{ start: from, end }],
    ...bytes,
    host: ref.host,
    usual: true,
  };
}

function* metaDirectories(ref: BlockRef, { start, end, view, context }: AppSegment): Scan<readonly Ifd[]> {
  const from = start + metaHeader;
  const bytes = ref.bytes && { bytes: view.slice(from, end) };
  const tiff = yield* openTiff({ ...ref, ranges: [{ start: from, end }], ...bytes }, context);
  return tiff
    ? yield* readIfds(tiff.source, tiff.header, { pointers: metaPointers, chain: false }, context)
    : [];
}

function otherTags(segments: readonly AppSegment[]): readonly Tag[] {
  const owned = new Map<AppStandard, AppSegment[]>();
  for (const segment of segments) {
    const standard = standards.find((candidate) => candidate.matches(segment, segments));
    if (!standard) continue;
    const own = owned.get(standard);
    if (own) own.push(segment);
    else owned.set(standard, [segment]);
  }
  return [...owned].flatMap(([standard, own]) => standard.decode(own));
}
