// A maker note whose form is known: which maker's it is, and where its first directory or record lies.

import { SOFTWARE } from '../../structures/tiff/ids.js';
import { textOf } from '../../structures/tiff/lookup.js';
import type { Value } from '../../tables/value.js';
import type { BlockRef } from '../../types.js';
import type { MakerNoteRef } from '../exif/structure.js';
import type { BaseFix, Form } from './forms.js';

/** How a maker note is read. */
export interface NoteForm {
  /** The maker's table that it begins with. */
  readonly table: string;
  /** Absolute offset of the first directory or record. */
  readonly start: number;
  /** What its offsets count from, as an absolute offset. */
  readonly base: number;
  readonly littleEndian: boolean;
  /** The base is stated by the form: not to be corrected. */
  readonly fixedBase: boolean;
  /** As {@link Form} says. */
  readonly fixBase: BaseFix | undefined;
  readonly isSearched: boolean;
  readonly count: Form['count'];
  readonly moved?: Form['moved'] | undefined;
  readonly isMaybeBefore?: Form['isMaybeBefore'] | undefined;
  /** Family 1 group of its tags, where it is not that of their tables. */
  readonly group?: string | undefined;
  /** What is known of the file: `Make`, `Model`, `FileType` ... */
  readonly members: ReadonlyMap<string, Value>;
}

/** Of a form whose first directory and base are known for sure: nothing is searched or corrected. */
export const statedForm: Pick<NoteForm, 'fixedBase' | 'fixBase' | 'isSearched' | 'count'> = {
  fixedBase: true,
  fixBase: undefined,
  isSearched: false,
  count: undefined,
};

/** A maker note on its way to its maker's block. */
export interface FormedNoteRef extends BlockRef {
  readonly note: MakerNoteRef;
  readonly form: NoteForm;
}

/** What conversions may know of the file. */
export function membersOf({ make, model, ifd0, fileType, host }: MakerNoteRef): Map<string, Value> {
  const type = host === 'jpeg' ? 'JPEG' : fileType;
  return new Map<string, Value>([
    ['Make', make?.trimEnd() ?? ''],
    ['Model', model?.trimEnd() ?? ''],
    ['Software', textOf(ifd0, SOFTWARE) ?? ''],
    ['FileType', type],
    ['FILE_TYPE', host === 'tiff' ? 'TIFF' : type],
  ]);
}
