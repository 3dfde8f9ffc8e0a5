// What a file says of its picture in whichever standard it says it: one view over EXIF, IPTC and XMP (Metadata Working
// Group, Guidelines for Handling Image Metadata 2.0, section 5).
import { Lookup } from '../composite/lookup.js';
import { dateParts, isoDate } from '../present/iso-date.js';
import type { DerivedBlock, Tag, TagSources, TagValue } from '../types.js';
import { creatorsOf } from './creators.js';

/** What is told of the picture, in plain words. What no standard tells is missing. */
export interface Common {
  readonly title?: string;
  readonly description?: string;
  readonly keywords?: readonly string[];
  readonly creator?: readonly string[];
  readonly copyright?: string;
  /** When it was taken: `2024-05-01T10:11:12.345+07:00`, with an offset only where the file has one. */
  readonly taken?: string;
  readonly camera?: { readonly make?: string; readonly model?: string };
  readonly lens?: string;
  readonly place?: CommonPlace;
  /** In pixels, turned as it is shown. */
  readonly dimensions?: { readonly width: number; readonly height: number };
  /** 0 to 5, or -1 for rejected. */
  readonly rating?: number;
}

/** Where it was taken, and what place it shows. */
export interface CommonPlace {
  /** Degrees, north and east positive. */
  readonly latitude?: number;
  readonly longitude?: number;
  /** Metres above sea level. */
  readonly altitude?: number;
  readonly sublocation?: string;
  readonly city?: string;
  readonly state?: string;
  readonly country?: string;
  readonly countryCode?: string;
}

/**
 * EXIF, IPTC and XMP in one: by the Metadata Working Group's rules EXIF counts first, and XMP before IPTC unless the
 * digest tells that IPTC was changed last. Worked out when it is asked for, from the blocks that the engine has.
 */
export const common: DerivedBlock<'common', Common> = {
  name: 'common',
  kinds: [],
  from: (sources) => {
    const view = viewOf(new Facts(sources));
    return Object.keys(view).length > 0 ? view : undefined;
  },
};

function viewOf(facts: Facts): Common {
  const { text, list } = facts.reconciled();
  const camera = some({ make: facts.text('EXIF:Make'), model: facts.text('EXIF:Model') });
  return some({
    title: text('XMP-dc:Title', 'IPTC:ObjectName', 64) ?? facts.first('PNG:Title', 'EXIF:XPTitle'),
    description:
      facts.text('EXIF:ImageDescription') ??
      text('XMP-dc:Description', 'IPTC:Caption-Abstract', 2000) ??
      facts.first('PNG:Description', 'EXIF:XPComment'),
    keywords: list('XMP-dc:Subject', 'IPTC:Keywords', 64),
    creator: artists(facts) ?? list('XMP-dc:Creator', 'IPTC:By-line', 32) ?? facts.list('PNG:Author'),
    copyright:
      facts.text('EXIF:Copyright') ??
      text('XMP-dc:Rights', 'IPTC:CopyrightNotice', 128) ??
      facts.text('PNG:Copyright'),
    taken: takenOf(facts),
    camera: Object.keys(camera).length > 0 ? camera : undefined,
    lens: facts.first('EXIF:LensModel', 'XMP-aux:Lens', 'XMP-exifEX:LensModel') ?? facts.printed('LensID'),
    place: placeOf(facts),
    dimensions: facts.dimensions(),
    rating: facts.number('XMP-xmp:Rating') ?? facts.number('EXIF:Rating'),
  });
}

/** The fields that are there. */
function some<Of extends object>(fields: { readonly [Name in keyof Of]: Of[Name] | undefined }): Of {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Of;
}

function artists(facts: Facts): readonly string[] | undefined {
  const text = facts.text('EXIF:Artist');
  return text === undefined ? undefined : creatorsOf(text);
}

function takenOf(facts: Facts): string | undefined {
  const { text, isIptcNewer } = facts.reconciled();
  const iptc = (): string | undefined => {
    const day = facts.text('IPTC:DateCreated')?.replace(/(:00)+$/, '');
    const time = facts.text('IPTC:TimeCreated');
    return iso(time && day?.length === 10 ? `${day} ${time}` : day);
  };
  return (
    exifDate(facts, 'DateTimeOriginal', 'SubSecTimeOriginal', 'OffsetTimeOriginal') ??
    (isIptcNewer ? iptc() : undefined) ??
    iso(text('XMP-photoshop:DateCreated')) ??
    iptc() ??
    iso(facts.text('XMP-exif:DateTimeOriginal')) ??
    exifDate(facts, 'CreateDate', 'SubSecTimeDigitized', 'OffsetTimeDigitized')
  );
}

function exifDate(facts: Facts, date: string, fraction: string, offset: string): string | undefined {
  const stated = facts.text(`EXIF:${date}`);
  if (stated === undefined) return undefined;
  const digits = /^\d{1,9}$/.exec(facts.text(`EXIF:${fraction}`) ?? '');
  const zone = /^(Z|[-+]\d\d:?\d\d)$/.exec(facts.text(`EXIF:${offset}`) ?? '');
  return iso(`${stated.slice(0, 19)}${digits ? `.${digits[0]}` : ''}${zone ? zone[0] : ''}`) ?? iso(stated);
}

function iso(text: string | undefined): string | undefined {
  const parts = text === undefined ? undefined : dateParts(text);
  return parts && Number(parts.year) > 0 ? isoDate(parts) : undefined;
}

function placeOf(facts: Facts): CommonPlace | undefined {
  const { text, isIptcNewer } = facts.reconciled();
  const shown = (field: string, legacy: string, iptc: string, maxBytes: number): string | undefined =>
    (isIptcNewer && facts.text(iptc) ? undefined : facts.text(`XMP-iptcExt:LocationShown${field}`)) ??
    text(legacy, iptc, maxBytes);
  const { latitude, longitude, altitude } = facts.position();
  const place = some<CommonPlace>({
    latitude: latitude ?? facts.number('Composite:GPSLatitude'),
    longitude: longitude ?? facts.number('Composite:GPSLongitude'),
    altitude: altitude ?? facts.number('Composite:GPSAltitude'),
    sublocation: shown('Sublocation', 'XMP-iptcCore:Location', 'IPTC:Sub-location', 32),
    city: shown('City', 'XMP-photoshop:City', 'IPTC:City', 32),
    state: shown('ProvinceState', 'XMP-photoshop:State', 'IPTC:Province-State', 32),
    country: shown('CountryName', 'XMP-photoshop:Country', 'IPTC:Country-PrimaryLocationName', 64),
    countryCode: shown('CountryCode', 'XMP-iptcCore:CountryCode', 'IPTC:Country-PrimaryLocationCode', 3),
  });
  return Object.keys(place).length > 0 ? place : undefined;
}

/** A text of XMP, or of IPTC, which has room for so many bytes of it. */
interface Reconciled {
  /** Whether IPTC was changed by a program that knows no XMP. */
  readonly isIptcNewer: boolean;
  text(xmp: string, iptc?: string, maxBytes?: number): string | undefined;
  list(xmp: string, iptc: string, maxBytes: number): readonly string[] | undefined;
}

/** The tags of a file by their names. */
class Facts {
  readonly #sources: TagSources;
  readonly #lookup: Lookup;

  constructor(sources: TagSources) {
    this.#sources = sources;
    this.#lookup = new Lookup(sources.tags, sources.loaded, sources.fileType);
  }

  /** Which of XMP and IPTC counts: XMP, unless the digest of the IPTC is not the one that was noted with it. */
  reconciled(): Reconciled {
    const now = this.text('File:CurrentIPTCDigest');
    const noted = this.text('Photoshop:IPTCDigest');
    const isIptcNewer = now !== undefined && noted !== undefined && now !== noted;
    const list = (xmp: string, iptc: string, maxBytes: number): readonly string[] | undefined => {
      const ours = this.list(xmp);
      const theirs = this.list(iptc);
      if (!theirs || (ours && !isIptcNewer)) return ours;
      return theirs.map((text, i) => wholeOf(text, ours?.[i], maxBytes));
    };
    return {
      isIptcNewer,
      list,
      text: (xmp, iptc, maxBytes = 0) => (iptc ? list(xmp, iptc, maxBytes) : this.list(xmp))?.[0],
    };
  }

  /** The first value that is more than blanks. */
  text(name: string): string | undefined {
    return this.list(name)?.[0];
  }

  first(...names: readonly string[]): string | undefined {
    for (const name of names) {
      const text = this.text(name);
      if (text !== undefined) return text;
    }
    return undefined;
  }

  /** The texts of a tag that are more than blanks; of a text in several languages without a default one the first. */
  list(name: string): readonly string[] | undefined {
    const tag = name.startsWith('IPTC:')
      ? this.#mainIptc(name)
      : (this.#lookup.find(name) ?? this.#inLanguage(name));
    const texts = tag ? textsOf(tag.value) : [];
    return texts.length > 0 ? texts : undefined;
  }

  number(name: string): number | undefined {
    const value = this.#lookup.value(name);
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  }

  printed(name: string): string | undefined {
    const text = this.#lookup.text(name);
    return typeof text === 'string' && text !== '' && !text.startsWith('Unknown') ? text : undefined;
  }

  /** What EXIF's GPS says, signed. */
  position(): Pick<CommonPlace, 'latitude' | 'longitude' | 'altitude'> {
    const gps = this.#sources.loaded.find(({ name }) => name === 'gps')?.loaded.value();
    return typeof gps === 'object' && gps !== null ? gps : {};
  }

  /** Width and height, which change places where the picture is turned by a quarter. */
  dimensions(): Common['dimensions'] {
    const { layout } = this.#sources;
    const { width, height } = layout.picture;
    if (!width || !height) return undefined;
    const isHeif =
      layout.fileType.mimeType === 'image/avif' || /^image\/hei[cf]/.test(layout.fileType.mimeType);
    const isTurned = isHeif
      ? (this.number('QuickTime:Rotation') ?? 0) % 2 === 1
      : (this.number('IFD0:Orientation') ?? 1) > 4;
    return isTurned ? { width: height, height: width } : { width, height };
  }

  /** IPTC in other places than the usual one does not count. */
  #mainIptc(name: string): Tag | undefined {
    return this.#lookup.all(name.slice(name.indexOf(':') + 1)).find(({ group }) => group === 'IPTC');
  }

  #inLanguage(name: string): Tag | undefined {
    const [group, own] = name.split(':');
    if (group !== 'XMP-dc') return undefined;
    return this.#sources.tags.find((tag) => tag.group === group && tag.name.startsWith(`${own}-`));
  }
}

function textsOf(value: TagValue): string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values
    .filter((one) => typeof one === 'string' || typeof one === 'number')
    .map((one) => String(one).trim())
    .filter((text) => text !== '');
}

/** The text of XMP where that of IPTC is its beginning, cut off where IPTC has no more room. */
function wholeOf(text: string, longer: string | undefined, maxBytes: number): string {
  if (!longer?.startsWith(text) || text === longer) return text;
  return new TextEncoder().encode(text).length > maxBytes - 4 ? longer : text;
}
