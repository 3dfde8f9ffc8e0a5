// What the page and its worker say to each other. Files go over as Blobs: only the ranges that are asked for are read.
import type { Changes, Common, ErrorCode, Keep, Warning } from 'exifkit';
import type { FindingCode } from 'exifkit/report';

/** A tag as the page shows it. */
export interface ShownTag {
  readonly family: string;
  readonly group: string;
  readonly name: string;
  readonly text: string;
  /** Where it stands in a change document, if it can be taken out alone. */
  readonly path?: readonly string[] | undefined;
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

export type ShownWarning = Pick<Warning, 'code' | 'message'>;

/** What is in a file. */
export interface Inspection {
  readonly fileType: string;
  readonly mimeType: string;
  readonly tags: readonly ShownTag[];
  readonly findings: readonly ShownFinding[];
  readonly position: Position | undefined;
  /** What can be edited in words, as it is now. */
  readonly common: Common | undefined;
  /** 1 to 8. */
  readonly orientation: number | undefined;
  readonly warnings: readonly ShownWarning[];
  /** A small picture in the file, for formats that browsers do not show. */
  readonly thumbnail: Blob | undefined;
}

/** A cleaned file with its proof. */
export interface Cleaned {
  readonly blob: Blob;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
  readonly removed: readonly string[];
  readonly changed: readonly string[];
  readonly kept: readonly { readonly kind: string; readonly why: string | undefined }[];
  readonly warnings: readonly ShownWarning[];
  /** SHA-256 of the coded picture, before and after. */
  readonly digest: { readonly before: string; readonly after: string };
  readonly inspection: Inspection;
}

/** An edited file with its proof. */
export interface Edited {
  readonly blob: Blob;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
  readonly changed: readonly ChangedTag[];
  readonly warnings: readonly ShownWarning[];
  readonly digest: Cleaned['digest'];
  readonly inspection: Inspection;
}

/** A tag that came, went or changed. */
export interface ChangedTag {
  readonly group: string;
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface Results {
  readonly inspect: Inspection;
  readonly clean: Cleaned;
  readonly edit: Edited;
}

export type FaultCode = ErrorCode | 'unexpected';

export type Request =
  | { readonly id: number; readonly verb: 'inspect'; readonly file: Blob }
  | {
      readonly id: number;
      readonly verb: 'clean';
      readonly file: Blob;
      readonly keep: readonly Keep[];
    }
  | { readonly id: number; readonly verb: 'edit'; readonly file: Blob; readonly changes: Changes };

export type Answer =
  | { readonly id: number; readonly result: Results[keyof Results] }
  | { readonly id: number; readonly fault: { readonly code: FaultCode; readonly message: string } };
