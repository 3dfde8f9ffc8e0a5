// What all standards can say, as changes of each (Metadata Working Group, Guidelines for Handling Image Metadata 2.0,
// section 5): EXIF and XMP in step, and IPTC where the file has any.
import type {
  Changes,
  CommonChanges,
  CommonLocation,
  ExifChanges,
  IptcChange,
  IptcChanges,
  ListChange,
  XmpChange,
  XmpChanges,
} from '../changes.js';
import { MetadataError } from '../errors.js';
import { dateParts, isoDate } from '../present/iso-date.js';
import { creatorText } from './creators.js';

type Texts = readonly string[] | ListChange;

/** The changes of each standard. Throws `not-writable` for a value that none could have. */
export function commonChanges(
  common: CommonChanges,
  has: { readonly iptc: boolean },
): Pick<Changes, 'exif' | 'iptc' | 'xmp'> {
  const draft = new Draft();
  const { title, description, keywords, creator, copyright, date, rating, location } = common;
  for (const name of Object.keys(common))
    if (!known.has(name)) refuse(name, `is not known: ${[...known].join(', ')} are`);
  if (title !== undefined) draft.text('title', title, { iptc: ['ObjectName', 64], xmp: ['dc', 'title'] });
  if (description !== undefined)
    draft.text('description', description, {
      ...{ exif: 'ImageDescription', iptc: ['Caption-Abstract', 2000], xmp: ['dc', 'description'] },
    });
  if (copyright !== undefined)
    draft.text('copyright', copyright, {
      ...{ exif: 'Copyright', iptc: ['CopyrightNotice', 128], xmp: ['dc', 'rights'] },
    });
  if (keywords !== undefined) draft.keywords(keywords);
  if (creator !== undefined) draft.creator(creator);
  if (date !== undefined) draft.date(date);
  if (rating !== undefined) draft.rating(rating);
  if (location !== undefined) draft.location(location);
  return draft.changes(has.iptc);
}

const known = new Set('title description keywords creator copyright date rating location'.split(' '));

/** Where a text stands: EXIF's tag, IPTC's dataset with the bytes that it has room for, XMP's property. */
interface Places {
  readonly exif?: keyof ExifChanges;
  readonly iptc: readonly [name: string, maxBytes: number];
  readonly xmp: readonly [prefix: string, property: string];
}

class Draft {
  readonly #exif: Record<string, string | null> = {};
  readonly #iptc: Record<string, IptcChange | null> = {};
  readonly #xmp: Record<string, Record<string, XmpChange | null>> = {};

  changes(hasIptc: boolean): Pick<Changes, 'exif' | 'iptc' | 'xmp'> {
    const some = <Of extends object>(changes: Of): Of | undefined =>
      Object.keys(changes).length > 0 ? changes : undefined;
    const exif: ExifChanges | undefined = some(this.#exif);
    const iptc: IptcChanges | undefined = hasIptc ? some(this.#iptc) : undefined;
    const xmp: XmpChanges | undefined = some(this.#xmp);
    return { ...(exif && { exif }), ...(iptc && { iptc }), ...(xmp && { xmp }) };
  }

  text(
    field: string,
    value: string | null,
    { exif, iptc: [name, maxBytes], xmp: [prefix, property] }: Places,
  ): void {
    if (value !== null && typeof value !== 'string') refuse(field, 'takes a text, or null');
    if (exif) this.#exif[exif] = value;
    this.#iptc[name] = value === null ? null : cut(value, maxBytes);
    this.#property(prefix, property, value);
  }

  keywords(value: Texts | null): void {
    const cutAll = (texts: readonly string[] | undefined): string[] =>
      textList('keywords', texts).map((text) => cut(text, 64));
    const isPart = typeof value === 'object' && value !== null && ('add' in value || 'remove' in value);
    this.#iptc['Keywords'] =
      value === null
        ? null
        : isPart
          ? { add: cutAll(value.add), remove: cutAll(value.remove) }
          : cutAll(value as readonly string[]);
    this.#property('dc', 'subject', value);
  }

  creator(value: string | readonly string[] | null): void {
    const creators = value === null ? null : textList('creator', typeof value === 'string' ? [value] : value);
    this.#exif['Artist'] = creators === null ? null : creatorText(creators) || null;
    this.#iptc['By-line'] = creators === null ? null : creators.map((text) => cut(text, 32));
    this.#property('dc', 'creator', creators);
  }

  /** EXIF has no dates without a time, IPTC no times without an offset: what would say more than is known goes. */
  date(value: string | null): void {
    const parts = value === null ? undefined : typeof value === 'string' ? dateParts(value) : undefined;
    if (value !== null && !parts)
      refuse('date', 'takes a date such as "2024-05-01T10:11:12.345+07:00", or its beginning');
    const { year, month, day, time, seconds = '00', fraction, offset } = parts ?? {};
    const zone = offset === 'Z' ? '+00:00' : offset;
    this.#exif['DateTimeOriginal'] = time ? `${year}:${month}:${day} ${time}:${seconds}` : null;
    this.#exif['SubSecTimeOriginal'] = fraction?.slice(1) ?? null;
    this.#exif['OffsetTimeOriginal'] = zone ?? null;
    this.#iptc['DateCreated'] = parts ? `${year}${month ?? '00'}${day ?? '00'}` : null;
    this.#iptc['TimeCreated'] = zone ? `${time}:${seconds}${zone}` : null;
    this.#property('photoshop', 'DateCreated', parts ? isoDate(parts) : null);
  }

  rating(value: number | null): void {
    const isRating = value === null || (typeof value === 'number' && value >= -1 && value <= 5);
    if (!isRating) refuse('rating', 'takes a number from 0 to 5, -1 for rejected, or null');
    this.#property('xmp', 'Rating', value);
  }

  location(value: CommonLocation | null): void {
    const shown: Record<string, string | null> = {};
    for (const name of Object.keys(value ?? {}))
      if (!locationPlaces.some(([field]) => field === name))
        refuse(`location/${name}`, `is not known: ${locationPlaces.map(([field]) => field).join(', ')} are`);
    for (const [field, places, shownField] of locationPlaces) {
      const text = value === null ? null : value[field];
      if (text === undefined) continue;
      this.text(`location/${field}`, text, places);
      if (field === 'countryCode' && text && !/^[a-z]{2,3}$/i.test(text))
        refuse('location/countryCode', 'takes the two or three letters of ISO 3166');
      shown[shownField] = text;
    }
    const code = this.#iptc['Country-PrimaryLocationCode'];
    if (typeof code === 'string' && code.length !== 3) this.#iptc['Country-PrimaryLocationCode'] = null;
    this.#property('Iptc4xmpExt', 'LocationShown', { 0: shown });
  }

  #property(prefix: string, property: string, value: XmpChange | null): void {
    this.#xmp[prefix] ??= {};
    this.#xmp[prefix][property] = value;
  }
}

/** The parts of a place: in IPTC and in XMP's properties of the same names, and the field of XMP's places. */
const locationPlaces: readonly (readonly [keyof CommonLocation, Places, string])[] = [
  ['sublocation', { iptc: ['Sub-location', 32], xmp: ['Iptc4xmpCore', 'Location'] }, 'Sublocation'],
  ['city', { iptc: ['City', 32], xmp: ['photoshop', 'City'] }, 'City'],
  ['state', { iptc: ['Province-State', 32], xmp: ['photoshop', 'State'] }, 'ProvinceState'],
  ['country', { iptc: ['Country-PrimaryLocationName', 64], xmp: ['photoshop', 'Country'] }, 'CountryName'],
  [
    'countryCode',
    { iptc: ['Country-PrimaryLocationCode', 3], xmp: ['Iptc4xmpCore', 'CountryCode'] },
    'CountryCode',
  ],
];

function textList(field: string, texts: readonly string[] | undefined): readonly string[] {
  if (texts === undefined) return [];
  if (!Array.isArray(texts) || texts.some((text) => typeof text !== 'string'))
    refuse(field, 'takes a list of texts');
  return texts;
}

/** The text as far as so many bytes of UTF-8 hold it: what is cut is told by XMP, which readers prefer to a beginning. */
function cut(text: string, maxBytes: number): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= maxBytes) return text;
  let end = maxBytes;
  while ((bytes[end]! & 0xc0) === 0x80) end--;
  return new TextDecoder().decode(bytes.subarray(0, end));
}

function refuse(field: string, message: string): never {
  const path = `common/${field}`;
  throw new MetadataError('not-writable', `${path} ${message}`, { path });
}
