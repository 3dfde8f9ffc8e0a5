// What XMP, IPTC and Photoshop's resources say of the groups that are asked to stay: a new XMP packet, and text for EXIF.
import { assembleExtended } from '../../blocks/xmp/extended.js';
import { packetText } from '../../blocks/xmp/text.js';
import { type BlockView, blockView } from '../../bytes/block-view.js';
import type { Scan } from '../../bytes/scan.js';
import { matching } from '../../containers/by-head.js';
import { gif } from '../../containers/gif/index.js';
import { heif } from '../../containers/heif/index.js';
import { jpeg } from '../../containers/jpeg/index.js';
import type { Rules, Stated } from '../../containers/plan.js';
import { png } from '../../containers/png/index.js';
import { tiff } from '../../containers/tiff/index.js';
import { webp } from '../../containers/webp/index.js';
import { MetadataError } from '../../errors.js';
import {
  type DateTags,
  dateDigitized,
  dateOriginal,
  exifDate,
  modifyDate,
} from '../../structures/tiff/exif-dates.js';
import type { StatedText } from '../../structures/tiff/keep.js';
import { readRawIfd, readTiffShape } from '../../structures/tiff/strict.js';
import type { BlockKind, BlockRef, Context, Format } from '../../types.js';
import type { TagGroup } from '../groups/index.js';
import { chooserOf } from './groups.js';
import { iptcProperties, resourceProperties, type Wanted } from './iptc.js';
import { dcUri, exifUri, photoshopUri, xmpUri } from './namespaces.js';
import { Statements } from './statements.js';
import { describe } from './xmp-values.js';

const maxPacketBytes = 16 << 20;

/** What is said of the groups. Warns where something that says it cannot be read, or is lost. */
export function* statedTexts(rules: Rules, groups: ReadonlySet<TagGroup>, context: Context): Scan<Stated> {
  const found = new Statements(chooserOf(groups));
  const quiet = { ...context, warn: () => {} };
  const refs = yield* blocksOf(quiet);
  const extended: BlockView[] = [];
  for (const ref of refs) {
    if (ref.kind === 'xmp') {
      const block = yield* blockView(ref, quiet);
      if (!addPacket(found, block, (message) => context.warn('unknown', message, block.start, ref.path)))
        context.warn('malformed', 'XMP that cannot be read goes with all it says', block.start, ref.path);
    } else if (ref.kind === 'xmp-extended') extended.push(yield* blockView(ref, quiet));
  }
  const bytes = found.extended && assembleExtended(extended, found.extended);
  if (bytes) found.addPacket(packetText(bytes), () => {});
  // Where XMP says nothing, what older standards say counts.
  for (const ref of refs) {
    if (ref.kind !== 'iptc' && ref.kind !== 'photoshop') continue;
    const block = yield* blockView(ref, quiet);
    const warn = (message: string): void => context.warn('unknown', message, block.start, ref.path);
    const wanted: Wanted = {
      stays: found.stays,
      onLost: (name) => warn(`IPTC ${name} was asked to stay, but nothing that stays can hold it`),
    };
    if (ref.kind === 'iptc') found.addOthers(iptcProperties(block, wanted), warn);
    else found.addOthers(resourceProperties(block, ref.path, quiet, wanted), warn);
  }
  return { exif: exifTexts(rules, found), xmp: describe(found.properties()) };
}

function addPacket(
  found: Statements,
  { view, start, end }: BlockView,
  warn: (message: string) => void,
): boolean {
  return end - start <= maxPacketBytes && found.addPacket(packetText(view.slice(start, end)), warn);
}

interface Source {
  readonly directory: StatedText['directory'];
  readonly id: number;
  /** Where it is stated, the best place first (Metadata Working Group, guidelines 2.0, section 5). */
  readonly places: readonly string[];
}

const texts: readonly Source[] = [
  { directory: 'ifd0', id: 0x8298, places: [`${dcUri}rights`] },
  { directory: 'ifd0', id: 0x010e, places: [`${dcUri}description`] },
];
const creator: Source = { directory: 'ifd0', id: 0x013b, places: [`${dcUri}creator`] };
const dates: readonly (Source & { readonly tags: DateTags })[] = [
  { directory: 'ifd0', id: 0x0132, places: [`${xmpUri}ModifyDate`], tags: modifyDate },
  {
    directory: 'exifIfd',
    id: 0x9003,
    places: [`${photoshopUri}DateCreated`, `${exifUri}DateTimeOriginal`],
    tags: dateOriginal,
  },
  {
    directory: 'exifIfd',
    id: 0x9004,
    places: [`${xmpUri}CreateDate`, `${exifUri}DateTimeDigitized`],
    tags: dateDigitized,
  },
];

/** Text for EXIF tags that the rules keep. */
function exifTexts(rules: Rules, found: Statements): StatedText[] {
  const isKept = ({ directory, id }: Source): boolean => rules.exif[directory].has(id);
  const textsOf = ({ places }: Source): readonly (readonly string[])[] =>
    places.map((place) => found.texts(place)).filter((said) => said.length > 0);
  const stated = texts.filter(isKept).flatMap((source) => statedOf(source, textsOf(source)[0]?.[0] ?? ''));
  if (isKept(creator)) stated.push(...statedOf(creator, textsOf(creator)[0]?.join('; ') ?? ''));
  for (const source of dates.filter(isKept)) {
    const whole = textsOf(source).map(([said = '']) => statedDate(source, said));
    stated.push(...(whole.find((date) => date.length > 0) ?? []));
  }
  return stated;
}

function statedOf({ directory, id }: Source, text: string): StatedText[] {
  const trimmed = text.replaceAll('\0', '').trim();
  return trimmed === '' ? [] : [{ directory, id, text: trimmed }];
}

const isoDate = /^(.{19})(?:\.(\d{1,9}))?(Z|[-+]\d\d:\d\d)?$/;

/** A date as EXIF writes it, with its zone and parts of a second; nothing where it is not whole. */
function statedDate({ directory, id, tags }: (typeof dates)[number], text: string): StatedText[] {
  const [, day = '', fraction, zone] = isoDate.exec(text.trim()) ?? [];
  const date = exifDate(day);
  if (!date) return [];
  const stated: StatedText[] = [{ directory, id, text: date }];
  const more = { directory: 'exifIfd', beside: id } as const;
  if (zone) stated.push({ ...more, id: tags.zone, text: zone === 'Z' ? '+00:00' : zone });
  if (fraction) stated.push({ ...more, id: tags.fraction, text: fraction });
  return stated;
}

/** The blocks that may state something. */
function* blocksOf(context: Context): Scan<readonly BlockRef[]> {
  try {
    const format = yield* matching<Format>([jpeg, png, webp, tiff, heif, gif]);
    if (format === tiff) return yield* tiffBlocks(context);
    return format ? (yield* format.scan(context)).blocks : [];
  } catch (error) {
    // What is wrong with the file is said when it is planned.
    if (error instanceof MetadataError && error.code !== 'source-failed' && error.code !== 'aborted')
      return [];
    throw error;
  }
}

const tiffKinds: { readonly [id: number]: BlockKind } = { 700: 'xmp', 33723: 'iptc', 34377: 'photoshop' };

function* tiffBlocks({ size, limits }: Context): Scan<BlockRef[]> {
  const shape = yield* readTiffShape(0, size ?? Number.MAX_SAFE_INTEGER);
  const { entries } = yield* readRawIfd(shape, shape.first, limits.ifdEntries);
  return entries.flatMap(({ id, start, length }) => {
    const kind = tiffKinds[id];
    return kind ? [{ kind, ranges: [{ start, end: start + length }], path: 'tiff/IFD0' }] : [];
  });
}
