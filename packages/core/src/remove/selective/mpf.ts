// Multi-Picture Format (CIPA DC-007): previews that its list names are taken out of the list and overwritten.
import type { ByteRange, Scan } from '../../bytes/scan.js';
import { View } from '../../bytes/view.js';
import { readHeader } from '../../structures/tiff/header.js';
import { MP_IMAGE_COUNT, MP_IMAGE_LIST } from '../../structures/tiff/ids.js';
import type { RawEntry } from '../../structures/tiff/strict.js';
import { type Directory, readDirectory } from './directory.js';
import { fill, PartDraft } from './draft.js';
import { type Job, noteRemoved, type Part, refuseBlock } from './job.js';
import { dropSegment } from './standards.js';

const entryBytes = 16;
/** The class of an image's type: a large thumbnail (5.2.3.3.1). */
const isPreview = (attribute: number): boolean => (attribute & 0x0f0000) === 0x010000;

/** Takes the previews of the list in `range` out of a JPEG that the part starts with. */
export function* editMpf(job: Job, part: Part, range: ByteRange): Scan<void> {
  const { draft } = part;
  const path = `${part.path}/APP2/mpf`;
  const block = new PartDraft(draft, [range]);
  const header = readHeader(new View(yield* block.read(0, 16)), 0);
  if (!header) return;
  const { littleEndian } = header;
  const form = { littleEndian, big: false };
  const directory = yield* readDirectory(block, form, header.first, 'MPF', job.context.limits.ifdEntries);
  const list = directory && entryOf(directory, MP_IMAGE_LIST);
  const count = directory && entryOf(directory, MP_IMAGE_COUNT);
  if (!list || !count || list.end > block.length) return;
  const view = new View(yield* block.read(list.start, list.end));
  const entries = Array.from({ length: Math.floor(view.end / entryBytes) }, (_, i) => i * entryBytes);
  const staying = entries.filter((at, i) => i === 0 || !isPreview(view.u32(at, littleEndian)));
  if (staying.length === entries.length) return;
  for (const at of entries) {
    if (staying.includes(at)) continue;
    const start = range.start + view.u32(at + 8, littleEndian);
    const end = Math.min(draft.length, start + view.u32(at + 4, littleEndian));
    if (start < range.end) refuseBlock('a preview lies where no picture can', part, range.start, path);
    fill(draft, start, end);
    noteRemoved(job, part, 'thumbnail', path, start, end);
  }
  job.wholes.add('MPF');
  if (staying.length === 1) return yield* dropSegment(job, part, 'mpf', path, range);
  block.write(list.start, listOf(view, staying, littleEndian));
  block.write(list.at + 4, number(staying.length * entryBytes, littleEndian));
  block.write(count.start, number(staying.length, littleEndian));
}

function entryOf({ entries }: Directory, id: number): RawEntry | undefined {
  return entries.find((entry) => entry.id === id);
}

/** The list of the entries at `staying`, with the numbers of those that others depend on, and nulls behind. */
function listOf(view: View, staying: readonly number[], littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(view.end);
  const data = new DataView(bytes.buffer);
  staying.forEach((at, i) => {
    bytes.set(view.slice(at, at + entryBytes), i * entryBytes);
    for (const place of [12, 14]) {
      const number = view.u16(at + place, littleEndian);
      const now = number === 0 ? 0 : staying.indexOf((number - 1) * entryBytes) + 1;
      data.setUint16(i * entryBytes + place, now, littleEndian);
    }
  });
  return bytes;
}

function number(value: number, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, littleEndian);
  return bytes;
}
