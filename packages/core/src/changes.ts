// The contract of editing: the document that says what is to change.
import type { ExifTags, GpsTags } from './tags/exif-types.generated.js';

/** What is to change in a file. What is not named stays as it is; `null` deletes. */
export interface Changes {
  /** Tags of IFD0, ExifIFD and InteropIFD by ExifTool's names; `null`: all of EXIF, with GPS, maker note and thumbnail. */
  readonly exif?: ExifChanges | null | undefined;
  /** A position, or tags of the GPS directory, or all of it. */
  readonly gps?: GpsChanges | null | undefined;
  /** Datasets by ExifTool's names, or all of them. */
  readonly iptc?: IptcChanges | null | undefined;
  /** Properties by namespace prefix, or the whole packet. */
  readonly xmp?: XmpChanges | null | undefined;
  /**
   * Said in every standard that the file has a place for, by the Metadata Working Group's rules. Copies that the file has
   * of the same stay in step: Windows' XPTitle, XPAuthor, XPKeywords, Rating and RatingPercent, XPSubject and XPComment
   * where they say what the description said, and EXIF's tags in XMP.
   */
  readonly common?: CommonChanges | undefined;
  /**
   * How the picture is to be turned, 1 to 8 or a label: in EXIF, its thumbnail and XMP. HEIF and AVIF are shown as their
   * properties irot and imir say, which stay: the report warns of it.
   */
  readonly orientation?: number | string | undefined;
  /** Moves every date that tells when the picture was taken, digitized or changed. */
  readonly shiftDates?: DateShift | undefined;
  /** What becomes of a C2PA manifest, which no edited file matches any more; `keep` if not given. */
  readonly c2pa?: 'keep' | 'remove' | 'refuse' | undefined;
}

/** Values by tag: as reading gives them, or in the printed form. */
export type ExifChanges = {
  readonly [Name in keyof ExifTags]?: ExifTags[Name] | number | string | null | undefined;
};

/** A position in degrees and metres, or tags. */
export type GpsChanges = {
  readonly [Name in keyof GpsTags]?: GpsTags[Name] | number | string | null | undefined;
} & {
  /** Degrees north, negative in the south; given with `longitude`. */
  readonly latitude?: number | undefined;
  /** Degrees east, negative in the west. */
  readonly longitude?: number | undefined;
  /** Metres above sea level, negative below. */
  readonly altitude?: number | undefined;
};

/** Members added to a list, unless they are there, and taken from it. */
export interface ListChange<Value = string> {
  readonly add?: readonly Value[] | undefined;
  readonly remove?: readonly Value[] | undefined;
}

/** Values by dataset; of those that may come again, all of them, or what of them comes and goes. */
export interface IptcChanges {
  readonly [name: string]: IptcChange | null | undefined;
}

/** The value of a dataset. */
export type IptcChange = string | number | readonly (string | number)[] | ListChange;

/** Properties of each namespace by its usual prefix; `null` for a prefix deletes all of the namespace. */
export interface XmpChanges {
  readonly [prefix: string]: { readonly [property: string]: XmpChange | null | undefined } | null | undefined;
}

/** The value of a property, or what of a list comes and goes. */
export type XmpChange = XmpValue | ListChange<XmpValue>;

/**
 * Text, numbers and truth; lists; structures by field; texts in several languages by their tags (`x-default`, `id`).
 * Of a structure or of texts by language, what is not named stays, and `null` deletes; a list is given
 * whole, but that fields of one structure in a list can be given by its place: `{ 0: { City: 'Bandung' } }`.
 */
export type XmpValue =
  | string
  | number
  | boolean
  | readonly XmpValue[]
  | { readonly [name: string]: XmpValue | null };

/** What all standards can say. `null` deletes it from all of them. */
export interface CommonChanges {
  readonly title?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly keywords?: readonly string[] | ListChange | null | undefined;
  readonly creator?: string | readonly string[] | null | undefined;
  readonly copyright?: string | null | undefined;
  /** When the picture was taken: `2024-05-01T10:11:12.345+07:00`, each part from the minutes on may be missing. */
  readonly date?: string | null | undefined;
  /** 0 to 5, or -1 for rejected. */
  readonly rating?: number | null | undefined;
  /** The place that the picture shows, in words; coordinates are `gps`. */
  readonly location?: CommonLocation | null | undefined;
}

/** A place in words. */
export interface CommonLocation {
  readonly sublocation?: string | null | undefined;
  readonly city?: string | null | undefined;
  readonly state?: string | null | undefined;
  readonly country?: string | null | undefined;
  /** ISO 3166, two or three letters. */
  readonly countryCode?: string | null | undefined;
}

/** By how much dates move. */
export interface DateShift {
  readonly years?: number | undefined;
  readonly months?: number | undefined;
  readonly days?: number | undefined;
  readonly hours?: number | undefined;
  readonly minutes?: number | undefined;
  readonly seconds?: number | undefined;
}
