// What the server needs of the metadata engine; the `exifkit` package is one.

import type { ByteSource, Common, gpsPosition, Limits, RemovePolicy } from 'exifkit';
import type { Changes } from 'exifkit/edit';

/** A printed value: text, a list of them, or a structure of them. */
export type Text = string | readonly Text[] | { readonly [name: string]: Text };

/** A decoded tag under ExifTool's names: family 0 and family 1 groups, name, printed value. */
export interface Tag {
  readonly family: string;
  readonly group: string;
  readonly name: string;
  readonly id?: number | string;
  readonly text: Text;
  /** The value as it is stored: numbers and texts, lists and structures of them, or bytes in one form or another. */
  readonly value: unknown;
}

/** Something wrong in the file that did not stop the read. */
export interface Warning {
  readonly code: string;
  readonly message: string;
  /** Absolute file offset in bytes. */
  readonly offset: number;
  readonly path: string;
}

/** File type by ExifTool's names; `extension` without the dot. */
export interface FileType {
  readonly type: string;
  readonly extension: string;
  readonly mimeType: string;
}

/** The result of a read. */
export interface Metadata {
  readonly fileType: FileType;
  readonly warnings: readonly Warning[];
  /** GPS as numbers and texts, of which {@link Engine.gpsPosition} makes a position. */
  readonly gps?: GpsTags;
  /** What EXIF, IPTC and XMP say in one view. */
  readonly common?: Common | undefined;
  tags(): readonly Tag[];
  /** XMP by namespace prefix, structures as objects. */
  xmpText(): { readonly [prefix: string]: { readonly [name: string]: Text } } | undefined;
}

/** GPS tags by name. */
export type GpsTags = Parameters<typeof gpsPosition>[0];

/** A position in signed decimal degrees and metres. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
  readonly altitude?: number | undefined;
}

/** A changed file that is yet to be written: ranges of the source, and new bytes between them. */
export interface Rewrite {
  readonly pieces: readonly (Uint8Array | { readonly start: number; readonly end: number })[];
  /** What was done; all of it may be shown to who sent the file. */
  readonly report: { readonly format: string; readonly mimeType: string };
}

/** Reads files. Rejects with an error that has a `code`, as MetadataError has. */
export interface Reader {
  read(source: Uint8Array | ByteSource, options?: { readonly limits?: Partial<Limits> }): Promise<Metadata>;
  gpsPosition(tags: GpsTags): Position | undefined;
}

/** Reads, cleans and edits files. */
export interface Engine extends Reader {
  remove(source: Uint8Array | ByteSource, policy: RemovePolicy): Promise<Rewrite>;
  edit(source: Uint8Array | ByteSource, changes: Changes): Promise<Rewrite>;
}

/** The engine's own reason for an error, e.g. `unsupported-format`; `undefined` for any other error. */
export function engineErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.name !== 'MetadataError') return undefined;
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
