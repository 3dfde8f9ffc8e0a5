// Notes that stand in no TIFF structure: the heap of CIFF, the header of Kyocera's raw files.
import type { Scan } from '../../bytes/scan.js';
import type { BlockRef, Context } from '../../types.js';
import { type FormedNoteRef, statedForm } from './form.js';
import type { MakerKind } from './forms.js';

/** What is read of them, by the label of their reference. */
interface BareForm {
  readonly kind: MakerKind;
  readonly table: string;
  /** Whether its first two bytes tell the byte order, and the four behind where it starts; else it is big-endian. */
  readonly hasHeader: boolean;
}

const forms: { readonly [label: string]: BareForm } = {
  CIFF: { kind: 'makernote/canon', table: 'CanonRaw::Main', hasHeader: true },
  KYOCERA: { kind: 'makernote/kyocera', table: 'KyoceraRaw::Main', hasHeader: false },
};

export const bareKinds: readonly MakerKind[] = Object.values(forms).map(({ kind }) => kind);

const headerBytes = 14;
const littleEndianMark = 0x4949;

/** The note on its way to its maker's block; `undefined` where it is of no known form. */
export function* bareNote(ref: BlockRef, { size }: Context): Scan<FormedNoteRef | undefined> {
  const form = forms[ref.label ?? ''];
  const range = ref.ranges[0];
  if (!form || !range) return undefined;
  const { start } = range;
  const end = Math.min(range.end, size ?? range.end);
  const view = yield { start, end: Math.min(end, start + headerBytes) };
  if (form.hasHeader && !view.has(start, start + headerBytes)) return undefined;
  const littleEndian = form.hasHeader && view.u16(start) === littleEndianMark;
  const at = start + (form.hasHeader ? view.u32(start + 2, littleEndian) : 0);
  return {
    kind: form.kind,
    ranges: ref.ranges,
    path: ref.path,
    note: {
      kind: 'makernote',
      ranges: ref.ranges,
      path: ref.path,
      tiff: {
        source: { view, start, end, wholeFile: start === 0, path: ref.path },
        header: { littleEndian, big: false, magic: 0, first: at },
        base: 0,
        joined: undefined,
      },
      offset: at,
      // A heap is read from its end, piece by piece.
      length: form.hasHeader ? 1 : end - at,
      make: undefined,
      model: undefined,
      ifd0: undefined,
      fileType: '',
      entry: 0,
    },
    form: {
      table: form.table,
      start: at,
      base: 0,
      littleEndian,
      ...statedForm,
      members: new Map(),
      group: ref.host === 'jpeg' ? ref.label : undefined,
    },
  };
}
