// The contracts between the parts: what a container finds, what a block gives, what a tag is.
import type { ByteRange, Scan } from './bytes/scan.js';
import type { StoredBytes } from './bytes/stored-bytes.js';
import type { View } from './bytes/view.js';
import type { Warning } from './errors.js';
import type { Limits } from './limits.js';

/**
 * A decoded value. Rationals are numbers; bytes stay bytes, or where reading left them in the file, are told by
 * their place; XMP structures are objects.
 */
export type TagValue =
  | string
  | number
  | boolean
  | Uint8Array
  | StoredBytes
  | readonly TagValue[]
  | { readonly [name: string]: TagValue };

/** Values by tag name; where a name comes again, its first value. */
export type NamedValues = { readonly [name: string]: TagValue };

/** A printed value, as ExifTool prints it: text, a list of them, or a structure of them. */
export type Text = string | readonly Text[] | { readonly [name: string]: Text };

/** Printed values by group and name. */
export type Groups = { readonly [group: string]: { readonly [name: string]: Text } };

/** Value to label, keyed by the value as text: `{ '1': 'Horizontal (normal)' }`. */
export type Labels = { readonly [value: string]: string };

/** What a conversion may know beside the value itself. One object per directory, shared by its tags. */
export interface TagScope {
  readonly littleEndian: boolean;
  /** Stored value of another tag in the same directory, by name. */
  stored?(name: string): TagValue | undefined;
  /** Camera maker and model (IFD0 Make and Model), where known. */
  readonly make?: string | undefined;
  readonly model?: string | undefined;
}

/** What is known of a tag: its name, and how the stored value becomes its value and its text. */
export interface TagDef {
  readonly name: string;
  /** Stored to value (a number with its unit, a joined text ...); `undefined` drops the tag. */
  readonly value?: (stored: TagValue, scope: TagScope) => TagValue | undefined;
  /** Value to text. Without it: `labels`, else the plain form of the value. */
  readonly print?: (value: TagValue, scope: TagScope) => Text;
  readonly labels?: Labels;
  /** Family 1 group where it is not its directory's. */
  readonly group?: string;
  /** Does not count before an earlier tag of its name. */
  readonly weak?: boolean;
}

/** A decoded entry of the file under ExifTool's names. */
export interface Tag {
  /** Family 0 group: the standard, e.g. `EXIF`, `XMP`, `File`. */
  readonly family: string;
  /** Family 1 group: the place, e.g. `IFD0`, `XMP-dc`. */
  readonly group: string;
  /** Its name, as ExifTool's. */
  readonly name: string;
  /** Tag id of the standard: a number (EXIF, IPTC, ICC ...) or a name (XMP property, PNG keyword). */
  readonly id: number | string;
  /** The value itself. Of bytes that were not read it says where they lie: `extract` of the result reads them. */
  readonly value: TagValue;
  /** The value printed as ExifTool prints it; computed when asked for. `JSON.stringify` of a tag has it too. */
  readonly text: Text;
  /** Does not count before an earlier tag of its name where values are computed from others. */
  readonly weak?: boolean | undefined;
}

/** A metadata block found in a container or in another block. */
export interface BlockRef {
  /** What it holds. */
  readonly kind: BlockKind;
  /** Where its bytes lie in the file, in order; joined they are the block. */
  readonly ranges: readonly ByteRange[];
  /** Where in the structure, outermost first, e.g. `jpeg/APP1`. */
  readonly path: string;
  /** The block's bytes where they do not stand in the file as they are (inflated, hex-decoded). */
  readonly bytes?: Uint8Array;
  /** What the container says of it beside its bytes: a chunk name, an item type. */
  readonly label?: string;
  /** The format of the file, where blocks of this kind are read by it; nested blocks have it from the one around them. */
  readonly host?: Host | undefined;
  /** Photoshop and IPTC: it lies where the Metadata Working Group wants it in files of this format. */
  readonly usual?: boolean | undefined;
  /** Within a TIFF structure: the directory whose entry holds it, e.g. `IFD1`. */
  readonly directory?: string | undefined;
  /** EXIF: what the first directory of its structure is, where that is not IFD0. */
  readonly first?: 'ExifIFD' | 'GPS';
  /** Family 1 group of what is in it, where its place in the file gives that: a track's. */
  readonly group?: string | undefined;
  /** It describes another picture than the main one: what it says does not count before what is said of that. */
  readonly aside?: boolean;
  /** Values of the block around it that this one prints: it leaves how. */
  readonly printer?: ValuePrinter;
}

/** How values of a block are printed, once another block says it. */
export interface ValuePrinter {
  print?: (text: string) => string;
}

/** What a block reference leads to; the notes of a maker that is read are `makernote/` and its name. */
export type BlockKind =
  | 'adobe'
  | 'app'
  | 'bitmap'
  | 'canon-raw'
  | 'comment'
  | 'exif'
  | 'geotiff'
  | 'gif'
  | 'google-notes'
  | 'gps-directory'
  | 'heif'
  | 'icc'
  | 'iptc'
  | 'jfif'
  | 'jfxx'
  | 'jpeg2000'
  | 'jumbf'
  | 'leaf'
  | 'lens-id'
  | 'makernote'
  | `makernote/${string}`
  | 'mpf'
  | 'photoshop'
  | 'photoshop-document'
  | 'plus-codes'
  | 'png'
  | 'psd'
  | 'raf'
  | 'riff'
  | 'trailer'
  | 'xmp'
  | 'xmp-extended';

/**
 * Formats that blocks are read by: what offsets count from, which pictures are thumbnails, which IPTC counts, whose dates
 * are universal time.
 */
export type Host = 'jpeg' | 'png' | 'webp' | 'heif' | 'tiff' | 'cr3';

/** The facts of the coded picture that its container states (ExifTool's `File` group and dimensions). */
export interface Picture {
  readonly width?: number;
  readonly height?: number;
  readonly bitsPerSample?: number;
  readonly colorComponents?: number;
  /** JPEG: the SOF marker's low nibble, 0 to 15. */
  readonly encodingProcess?: number;
  /** JPEG: horizontal and vertical sampling of luma over chroma, as `2 2`. */
  readonly subSampling?: string;
}

/** File type by ExifTool's names. */
export interface FileType {
  /** `JPEG`, `PNG`, `APNG`, `TIFF`, `DNG`, `HEIC`, `AVIF` ... */
  readonly type: string;
  /** Usual extension, lower case without the dot. */
  readonly extension: string;
  readonly mimeType: string;
}

/** What a container walk found. */
export interface Layout {
  readonly fileType: FileType;
  readonly picture: Picture;
  readonly blocks: readonly BlockRef[];
  /** A JPEG thumbnail beside EXIF. */
  readonly thumbnail?: ByteRange | undefined;
  /** Where the block of kind `trailer` may look for trailers: from the picture to the end of the file. */
  readonly tail?: BlockRef | undefined;
  /** Coded picture data, in file order. */
  readonly imageData: readonly ByteRange[];
  /** What the walk read of the file beside, by what reads it: who writes the file need not read it again. */
  readonly readings?: ReadonlyMap<unknown, unknown> | undefined;
}

/**
 * What may yet be decoded of a file. Whoever makes tags takes each of them off first, and stops its walk at the first
 * `false`: the same bytes can be pointed to by any number of entries, and a file can hold millions of small ones.
 */
export interface Budget {
  /** Takes a tag, or several, whose values have this many bytes; `false` where there is no room for that. */
  tag(bytes: number, tags?: number): boolean;
  /** Takes an item of a list, an entry or a part that is walked; `false` where there is no room for it. */
  item(bytes: number): boolean;
  /** Takes a block that is to be decoded; `false` where there is no room for another. */
  enter(): boolean;
  /** Takes the bytes of a block that was read. */
  block(bytes: number): void;
  /** Bytes of blocks that may yet be read. */
  readonly blockLeft: number;
  /** What may yet be decoded. */
  readonly left: number;
}

/** A file in memory. */
export interface HeldFile {
  readonly view: View;
  /**
   * Set by a scan that finds the blocks of its layout when they are asked for: those that hold EXIF. Of their kinds there
   * are no others.
   */
  leading?: readonly BlockRef[];
  /** Set beside them: finds the blocks of other kinds that may hold EXIF in them, likewise all of these. */
  findHolders?: () => readonly BlockRef[];
}

/** What reading needs to know and say. */
export interface Context {
  readonly limits: Limits;
  /** What may yet be decoded of this file, by all blocks together. */
  readonly budget: Budget;
  /** Size of the file in bytes, where known. */
  readonly size: number | undefined;
  /** Name of the file, where it has one: its extension tells types apart that look alike inside. */
  readonly name?: string | undefined;
  /** The file, where it is in memory. */
  readonly held?: HeldFile | undefined;
  /** Where just EXIF is asked for, a walk may pass over what holds none. */
  readonly only?: 'exif' | undefined;
  warn(code: Warning['code'], message: string, offset: number, path: string): void;
}

/** A container format: one folder under `containers/`, one value exported. */
export interface Format<Name extends string = string> {
  readonly name: Name;
  /** Whether a file that starts with `head` (its first 256 bytes, or all it has) is of this format. */
  match(head: View): boolean;
  /** Finds the blocks. Throws a MetadataError only where nothing can be said of the file. */
  scan(context: Context): Scan<Layout>;
}

/** A container format whose code is fetched when a file is of it; for reading that may wait. */
export interface LazyFormat<Name extends string = string> extends Pick<Format<Name>, 'name' | 'match'> {
  fetch(): Promise<Format<Name>>;
}

/** A format, at hand or to be fetched. */
export type AnyFormat<Name extends string = string> = Format<Name> | LazyFormat<Name>;

/** A block whose bytes are at hand; decoding happens when asked for. */
export interface Loaded<Value = unknown> {
  /** The typed values, `undefined` where there is none. */
  value(): Value | undefined;
  /** Every tag of this block, those of nested blocks apart. */
  tags(): readonly Tag[];
  /** Printed values by group with structures as objects, for blocks that have structures. */
  printed?(): Groups | undefined;
  /** Blocks inside this one. */
  readonly nested?: readonly BlockRef[];
  /** References for other blocks that stand for what has been listed already, under a kind of their own. */
  readonly handedOn?: readonly BlockRef[];
  /** Tags computed from what this block gives. */
  readonly composites?: Composites | undefined;
  /** EXIF: `II` or `MM` of each structure. */
  readonly byteOrders?: readonly ('II' | 'MM')[];
  /** EXIF and XMP: numerator and denominator of a rational tag as they are stored, by its number in EXIF. */
  fraction?(id: number): readonly [number, number] | undefined;
}

/** A metadata standard: one folder under `blocks/`, one value exported. */
export interface Block<Name extends string = string, Value = unknown> {
  /** Its name on the result, e.g. `exif`. */
  readonly name: Name;
  /** The kinds of {@link BlockRef} it reads. */
  readonly kinds: readonly BlockKind[];
  /** Every kind of reference it may find inside itself: it is loaded before a block of these is answered for. */
  readonly holds?: readonly BlockKind[];
  /** Whether there is anything in these references, where they alone do not tell. */
  isWanted?(refs: readonly BlockRef[], context: Context): Scan<boolean>;
  /** Whether it reads the bytes of a reference; without this, those of all. Of others it tells the place. */
  isRead?(ref: BlockRef): boolean;
  /**
   * Gets the bytes of all blocks of these kinds, in file order, and asks for none that lie outside of the references or
   * of what they were found in. Must not throw on bad bytes: warn.
   */
  load(refs: readonly BlockRef[], context: Context): Scan<Loaded<Value>>;
}

/** What tags are computed from: the layout, the loaded blocks and the tags so far. */
export interface TagSources {
  readonly layout: Layout;
  readonly fileType: FileType;
  readonly loaded: readonly LoadedBlock[];
  readonly tags: readonly Tag[];
}

/** Computes tags from what the blocks gave (ExifTool's `File` and `Composite` groups). */
export type Derive = (facts: TagSources) => readonly Tag[];

/** Tags by name, as tags that are computed from others look for them. */
export interface TagLookup {
  /** The tag that counts for `Name` or `Group:Name`, the group of family 0 or 1. */
  find(name: string): Tag | undefined;
  value(name: string): TagValue | undefined;
  text(name: string): Text | undefined;
  /** The value as a number; the first number of a text or list; `undefined` where there is none. */
  number(name: string): number | undefined;
}

/** A computed value and its printed form. */
export interface Computed {
  readonly value: TagValue;
  readonly text: Text;
}

/** One tag of ExifTool's `Composite` group. */
export interface Composite {
  readonly name: string;
  /** Family 1 group where it is not `Composite`. */
  readonly group?: string;
  /** Names of the tags it is computed from: it is passed over where a file has none of them. */
  readonly needs?: readonly string[];
  /** Computes the tag, or says with `undefined` that what it needs is not there. */
  compute(tags: TagLookup, fileType: FileType): Computed | undefined;
  /** Does not count before an earlier tag of its name. */
  readonly weak?: boolean;
}

/** Computed tags that only some files have, with the ones for all: before those, or after them. */
export interface Composites {
  readonly before: readonly Composite[];
  readonly after: readonly Composite[];
}

/** One loaded group of block references. */
export interface LoadedBlock {
  readonly name: string;
  readonly loaded: Loaded;
}

/** A block whose code is fetched when a file has one of its kinds; for reading that may wait. */
export interface LazyBlock<Name extends string = string, Value = unknown> {
  readonly name: Name;
  readonly kinds: readonly BlockKind[];
  fetch(): Promise<Block<Name, Value>>;
  /** Whether it is worth fetching, where references alone do not tell; asked with all that wait for it. */
  isWanted?(refs: readonly BlockRef[], context: Context): Scan<boolean>;
}

/** A value on the result that is worked out from what the other blocks gave; it has no bytes of its own. */
export interface DerivedBlock<Name extends string = string, Value = unknown> {
  readonly name: Name;
  readonly kinds: readonly BlockKind[];
  from(sources: TagSources): Value | undefined;
}

/** A block, at hand or to be fetched, or what follows from others. */
export type AnyBlock<Name extends string = string, Value = unknown> =
  | Block<Name, Value>
  | LazyBlock<Name, Value>
  | DerivedBlock<Name, Value>;
