// What XMP and IPTC say of the EXIF tags that a policy keeps, so that it is not lost with them.
import { readDatasets, unswapped } from '../blocks/iptc/datasets.js';
import { readResources } from '../blocks/photoshop/resources.js';
import { packetText } from '../blocks/xmp/text.js';
import { type BlockView, blockView } from '../bytes/block-view.js';
import type { Scan } from '../bytes/scan.js';
import { latinText, utf8Text, withoutEndNulls } from '../bytes/text.js';
import { View } from '../bytes/view.js';
import { matching } from '../containers/by-head.js';
import { jpeg } from '../containers/jpeg/index.js';
import type { Rules } from '../containers/plan.js';
import { png } from '../containers/png/index.js';
import { tiff } from '../containers/tiff/index.js';
import { webp } from '../containers/webp/index.js';
import { MetadataError } from '../errors.js';
import type { StatedText } from '../ifd/keep.js';
import { readRawIfd, readTiffShape } from '../ifd/strict.js';
import { rdfProperties } from '../structures/xmp/properties.js';
import type { BlockRef, Context, Format } from '../types.js';

/** Values by XMP property (namespace and name) or IPTC dataset (`2:80`). */
type Statements = Map<string, readonly string[]>;

const dc = 'http://purl.org/dc/elements/1.1/';
const xmp = 'http://ns.adobe.com/xap/1.0/';
const exif = 'http://ns.adobe.com/exif/1.0/';
const photoshop = 'http://ns.adobe.com/photoshop/1.0/';

interface Source {
  readonly directory: StatedText['directory'];
  readonly id: number;
  /** Where it is stated, the best place first (Metadata Working Group, guidelines 2.0, section 5). */
  readonly places: readonly string[];
}

const texts: readonly Source[] = [
  { directory: 'ifd0', id: 0x8298, places: [`${dc}rights`, '2:116'] },
  { directory: 'ifd0', id: 0x010e, places: [`${dc}description`, '2:120'] },
];
const creator: Source = { directory: 'ifd0', id: 0x013b, places: [`${dc}creator`, '2:80'] };
/** Of dates that have them, the tags of their time zone and of parts of a second. */
const dates: readonly (Source & { readonly zone?: number; readonly fraction?: number })[] = [
  {
    directory: 'exifIfd',
    id: 0x9003,
    places: [`${photoshop}DateCreated`, `${exif}DateTimeOriginal`, '2:55'],
    zone: 0x9011,
    fraction: 0x9291,
  },
  {
    directory: 'exifIfd',
    id: 0x9004,
    places: [`${xmp}CreateDate`, `${exif}DateTimeDigitized`, '2:62'],
    zone: 0x9012,
    fraction: 0x9292,
  },
  { directory: 'ifd0', id: 0x0132, places: [`${xmp}ModifyDate`] },
];

/**
 * What the blocks of a JPEG, PNG, WebP or TIFF state of the EXIF text that the rules keep. Warns where one of them
 * cannot be read.
 */
export function* statedTexts(rules: Rules, context: Context): Scan<readonly StatedText[]> {
  const isKept = ({ directory, id }: Source): boolean => rules.exif[directory].has(id);
  if (![...texts, creator, ...dates].some(isKept)) return [];
  const found: Statements = new Map();
  const quiet = { ...context, warn: () => {} };
  for (const ref of yield* blocksOf(quiet)) {
    if (ref.kind === 'xmp') addProperties(found, yield* blockView(ref, quiet), ref, context);
    else if (ref.kind === 'iptc') addDatasets(found, yield* blockView(ref, quiet));
    else if (ref.kind === 'photoshop') addResources(found, yield* blockView(ref, quiet), ref, quiet);
  }
  const stated = texts.filter(isKept).flatMap((source) => statedOf(source, first(found, source)?.[0] ?? ''));
  if (isKept(creator)) stated.push(...statedOf(creator, first(found, creator)?.join('; ') ?? ''));
  for (const source of dates.filter(isKept))
    stated.push(...statedDate(source, first(found, source)?.[0] ?? ''));
  return stated;
}

function first(found: Statements, { places }: Source): readonly string[] | undefined {
  const place = places.find((name) => found.has(name));
  return place === undefined ? undefined : found.get(place);
}

function statedOf({ directory, id }: Source, text: string): StatedText[] {
  const trimmed = text.replaceAll('\0', '').trim();
  return trimmed === '' ? [] : [{ directory, id, text: trimmed }];
}

const date =
  /^(\d{4})(?:[-:](\d\d)(?:[-:](\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[-+]\d\d:\d\d)?)?)?)?$/;

/** A date as EXIF writes it, blanks for what is not known (Exif 3.0 4.6.5.5.2, 4.6.6.7). */
function statedDate({ directory, id, zone, fraction }: (typeof dates)[number], text: string): StatedText[] {
  const match = date.exec(text.trim());
  if (!match) return [];
  const [, year, month = '  ', day = '  ', hour = '  ', minute = '  ', second = '  ', part, offset] = match;
  const stated: StatedText[] = [
    { directory, id, text: `${year}:${month}:${day} ${hour}:${minute}:${second}` },
  ];
  if (zone && offset)
    stated.push({ directory, id: zone, text: offset === 'Z' ? '+00:00' : offset, beside: id });
  if (fraction && part) stated.push({ directory, id: fraction, text: part, beside: id });
  return stated;
}

/** The blocks that may state something. */
function* blocksOf(context: Context): Scan<readonly BlockRef[]> {
  try {
    const format = yield* matching<Format>([jpeg, png, webp, tiff]);
    if (format === tiff) return yield* tiffBlocks(context);
    return format ? (yield* format.scan(context)).blocks : [];
  } catch (error) {
    // What is wrong with the file is said when it is planned.
    if (error instanceof MetadataError && error.code !== 'source-failed' && error.code !== 'aborted')
      return [];
    throw error;
  }
}

const tiffKinds: { readonly [id: number]: string } = { 700: 'xmp', 33723: 'iptc', 34377: 'photoshop' };

function* tiffBlocks({ size, limits }: Context): Scan<BlockRef[]> {
  const shape = yield* readTiffShape(0, size ?? Number.MAX_SAFE_INTEGER);
  const { entries } = yield* readRawIfd(shape, shape.first, limits.ifdEntries);
  return entries.flatMap(({ id, start, length }) => {
    const kind = tiffKinds[id];
    return kind ? [{ kind, ranges: [{ start, end: start + length }], path: 'tiff/IFD0' }] : [];
  });
}

const longestPacket = 4 << 20;

function addProperties(
  found: Statements,
  { view, start, end }: BlockView,
  { path }: BlockRef,
  context: Context,
): void {
  const properties =
    end - start <= longestPacket ? rdfProperties(packetText(view.slice(start, end))) : undefined;
  if (!properties) context.warn('malformed', 'XMP that cannot be read goes with all it says', start, path);
  for (const [name, values] of properties ?? []) add(found, name, values);
}

function addResources(
  found: Statements,
  { view, start, end }: BlockView,
  { path }: BlockRef,
  context: Context,
): void {
  for (const resource of readResources(view, start, end, path, context)) {
    if (resource.id === 0x0404) addDatasets(found, { view, start: resource.start, end: resource.end });
  }
}

/** The datasets of an IPTC block by number; a time of day is joined to its date (IIM 4.2, 2:55 and 2:60). */
function addDatasets(found: Statements, { view, start, end }: BlockView): void {
  const turned = unswapped(view.slice(start, end));
  const source = turned ? new View(turned, start) : view;
  const values = new Map<string, string[]>();
  let text = latinText;
  for (const { record, dataset, ...range } of readDatasets(source, start, end).entries) {
    const bytes = withoutEndNulls(source.slice(range.start, range.end));
    const name = `${record}:${dataset}`;
    if (name === '1:90') text = bytes[0] === 0x1b && bytes[1] === 0x25 ? utf8Text : latinText;
    else values.set(name, [...(values.get(name) ?? []), text(bytes)]);
  }
  for (const [day, time] of [
    ['2:55', '2:60'],
    ['2:62', '2:63'],
  ] as const) {
    const whole = isoDate(values.get(day)?.[0] ?? '', values.get(time)?.[0] ?? '');
    values.delete(day);
    if (whole) values.set(day, [whole]);
  }
  for (const [name, list] of values) add(found, name, list);
}

function isoDate(day: string, time: string): string | undefined {
  const [, year, month, date] = /^(\d{4})(\d\d)(\d\d)$/.exec(day) ?? [];
  if (!year) return undefined;
  const [, hour, minute, second, hours, minutes] =
    /^(\d\d)(\d\d)(\d\d)(?:([-+]\d\d)(\d\d))?$/.exec(time) ?? [];
  const zone = hours ? `${hours}:${minutes}` : '';
  return `${year}-${month}-${date}${hour ? `T${hour}:${minute}:${second}${zone}` : ''}`;
}

/** What is stated first counts. */
function add(found: Statements, name: string, values: readonly string[]): void {
  const said = values.map((value) => value.trim()).filter((value) => value !== '');
  if (said.length > 0 && !found.has(name)) found.set(name, said);
}
