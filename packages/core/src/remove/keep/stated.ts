// What XMP, IPTC and Photoshop's resources say of the groups that are asked to stay: a new XMP packet, and text for EXIF.
import { assembleExtended } from '../../blocks/xmp/extended.js';
import { packetText } from '../../blocks/xmp/text.js';
import { type BlockView, blockView } from '../../bytes/block-view.js';
import type { Scan } from '../../bytes/scan.js';
import type { Rules, Stated } from '../../containers/plan.js';
import {
  type DateTags,
  dateDigitized,
  dateOriginal,
  exifDate,
  modifyDate,
} from '../../structures/tiff/exif-dates.js';
import {
  ARTIST,
  COPYRIGHT,
  DATE_TIME_DIGITIZED,
  DATE_TIME_ORIGINAL,
  IMAGE_DESCRIPTION,
  MODIFY_DATE,
} from '../../structures/tiff/ids.js';
import type { StatedText } from '../../structures/tiff/keep.js';
import type { BlockRef, Context } from '../../types.js';
import type { NamedTag } from '../groups/index.js';
import type { Choice } from './groups.js';
import { iptcProperties, resourceProperties } from './iptc.js';
import { dcUri, exifUri, photoshopUri, xmpUri } from './namespaces.js';
import { Statements } from './statements.js';
import { describe } from './xmp-values.js';

const maxPacketBytes = 16 << 20;

/** What blocks say of the tags that are chosen. Warns where a packet cannot be read. */
export function* statedTexts(
  rules: Rules,
  choose: (tag: NamedTag) => Choice,
  blocks: readonly BlockRef[],
  context: Context,
): Scan<Stated> {
  const found = new Statements(choose);
  const quiet = { ...context, warn: () => {} };
  const refs = blocks.filter(isOfPicture);
  const extended: BlockView[] = [];
  for (const ref of refs) {
    if (ref.kind === 'xmp') {
      const block = yield* blockView(ref, quiet);
      if (!addPacket(found, block))
        context.warn('malformed', 'XMP that cannot be read goes with all it says', block.start, ref.path);
    } else if (ref.kind === 'xmp-extended') extended.push(yield* blockView(ref, quiet));
  }
  const bytes = found.extended && assembleExtended(extended, found.extended);
  if (bytes) found.addPacket(packetText(bytes));
  // Where XMP says nothing, what older standards say counts.
  for (const ref of refs) {
    if (ref.kind !== 'iptc' && ref.kind !== 'photoshop') continue;
    const block = yield* blockView(ref, quiet);
    if (ref.kind === 'iptc') found.addOthers(iptcProperties(block, found.stays));
    else found.addOthers(resourceProperties(block, ref.path, quiet, found.stays));
  }
  return { exif: exifTexts(rules, found), xmp: describe(found.properties()) };
}

function addPacket(found: Statements, { view, start, end }: BlockView): boolean {
  return end - start <= maxPacketBytes && found.addPacket(packetText(view.slice(start, end)));
}

interface Source {
  readonly directory: StatedText['directory'];
  readonly id: number;
  /** Where it is stated, the best place first (Metadata Working Group, guidelines 2.0, section 5). */
  readonly places: readonly string[];
}

const texts: readonly Source[] = [
  { directory: 'ifd0', id: COPYRIGHT, places: [`${dcUri}rights`] },
  { directory: 'ifd0', id: IMAGE_DESCRIPTION, places: [`${dcUri}description`] },
];
const creator: Source = { directory: 'ifd0', id: ARTIST, places: [`${dcUri}creator`] };
const dates: readonly (Source & { readonly tags: DateTags })[] = [
  { directory: 'ifd0', id: MODIFY_DATE, places: [`${xmpUri}ModifyDate`], tags: modifyDate },
  {
    directory: 'exifIfd',
    id: DATE_TIME_ORIGINAL,
    places: [`${photoshopUri}DateCreated`, `${exifUri}DateTimeOriginal`],
    tags: dateOriginal,
  },
  {
    directory: 'exifIfd',
    id: DATE_TIME_DIGITIZED,
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

/** Whether a block describes the picture itself: no other one beside or behind it, no smaller one. */
function isOfPicture({ aside, directory = '' }: BlockRef): boolean {
  return !aside && !/^(IFD[1-9]|SubIFD)/.test(directory);
}
