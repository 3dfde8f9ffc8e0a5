// What the page and its worker say to each other. Files go over as Blobs: only the ranges that are asked for are read.
import type { Keep } from 'exifkit';
import type { FindingCode } from 'exifkit/report';

/** A tag as the page shows it. */
export interface ShownTag {
  readonly family: string;
  readonly group: string;
  readonly name: string;
  readonly text: string;
}

export interface ShownFinding {
  readonly code: FindingCode;
  /** Places in the list of tags. */
  readonly tags: readonly number[];
}

export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

/** What is in a file. */
export interface Inspection {
  readonly fileType: string;
  readonly mimeType: string;
  readonly tags: readonly ShownTag[];
  readonly findings: readonly ShownFinding[];
  readonly position: Position | undefined;
  readonly warnings: readonly string[];
  /** A small picture in the file, for formats that browsers do not show. */
  readonly thumbnail: Blob | undefined;
}

/** A cleaned file with its proof. */
export interface Cleaned {
  readonly blob: Blob;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
  readonly removed: readonly string[];
  readonly kept: readonly string[];
  readonly warnings: readonly string[];
  /** SHA-256 of the coded picture, before and after. */
  readonly digest: { readonly before: string; readonly after: string };
  readonly inspection: Inspection;
}

export type Request =
  | { readonly id: number; readonly verb: 'inspect'; readonly file: Blob }
  | {
      readonly id: number;
      readonly verb: 'clean';
      readonly file: Blob;
      readonly keep: readonly Keep[];
    };

export type Answer =
  | { readonly id: number; readonly result: Inspection | Cleaned }
  | { readonly id: number; readonly fault: { readonly code: string; readonly message: string } };
