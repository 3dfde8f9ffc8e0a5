// Canon's maker note as the first directory of a TIFF structure of its own.
import type { Scan } from '../../bytes/scan.js';
import { MAKER_NOTE } from '../../structures/tiff/ids.js';
import { openTiff } from '../../structures/tiff/open.js';
import type { BlockRef, Context } from '../../types.js';
import type { MakerNoteRef } from '../exif/structure.js';
import { type FormedNoteRef, membersOf, statedForm } from '../makernotes/form.js';

/** Which camera a file is of. */
export interface Camera {
  readonly make: string | undefined;
  readonly model: string | undefined;
}

const FILE_TYPE = 'CR3';

/** The note in a structure, for the block of its maker; `undefined`, with a warning, where there is no structure. */
export function* noteIn(ref: BlockRef, camera: Camera, context: Context): Scan<FormedNoteRef | undefined> {
  const tiff = yield* openTiff({ ...ref, kind: 'exif' }, context);
  if (!tiff) return undefined;
  const { source, header } = tiff;
  const { ranges, path, group, aside } = ref;
  const note: MakerNoteRef = {
    kind: 'makernote',
    ranges,
    path,
    ...(group && { group }),
    ...(aside && { aside }),
    tiff,
    offset: source.start,
    length: source.end - source.start,
    ...camera,
    ifd0: undefined,
    fileType: FILE_TYPE,
    entry: MAKER_NOTE,
  };
  const form = {
    table: 'Canon::Main',
    start: header.first,
    base: source.start,
    littleEndian: header.littleEndian,
    ...statedForm,
    members: membersOf(note),
  };
  return { kind: 'makernote/canon', ranges, path, note, form };
}
