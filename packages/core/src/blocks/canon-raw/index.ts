// What Canon's raw files hold beside EXIF (CR3): pictures, the maker note in a TIFF structure, timed metadata.
import { blockView } from '../../bytes/block-view.js';
import type { Scan } from '../../bytes/scan.js';
import { StoredBytes } from '../../bytes/stored-bytes.js';
import { bytesBeforeNull, utf8Text } from '../../bytes/text.js';
import { durationText } from '../../present/duration.js';
import type { SampleRef } from '../../structures/isobmff/sample.js';
import { readOneIfd } from '../../structures/tiff/find.js';
import { MAKE, MODEL } from '../../structures/tiff/ids.js';
import { openTiff } from '../../structures/tiff/open.js';
import { textAt } from '../../structures/tiff/value.js';
import { makeTag } from '../../tables/tag.js';
import type { Block, BlockRef, Context, Loaded, Tag, TagDef, TagValue } from '../../types.js';
import { loadedTags, type NamedValues } from '../loaded.js';
import { type Camera, noteIn } from './note.js';
import { timedMetadata } from './timed.js';

/** JPEGs of the file by the box that holds them: they are told by their place. */
const pictures: { readonly [label: string]: readonly [family: string, group: string, def: TagDef] } = {
  THMB: ['MakerNotes', 'Canon', { name: 'ThumbnailImage' }],
  PRVW: ['QuickTime', 'QuickTime', { name: 'PreviewImage' }],
  JPEG: ['QuickTime', 'Track1', { name: 'JpgFromRaw' }],
};

const compressorVersion: TagDef = { name: 'CompressorVersion' };
const printSeconds = (value: TagValue): string => durationText(value as number);
const sampleTime: TagDef = { name: 'SampleTime', print: printSeconds };
const sampleDuration: TagDef = { name: 'SampleDuration', print: printSeconds };

/** Boxes and samples of Canon's own; each reference names in its label what it is. */
export const canonRaw: Block<'canonRaw', NamedValues> = {
  name: 'canonRaw',
  kinds: ['canon-raw'],
  holds: ['exif', 'makernote/canon'],
  isRead: ({ label = '' }) => !Object.hasOwn(pictures, label),
  *load(refs: readonly BlockRef[], context: Context): Scan<Loaded<NamedValues>> {
    const tags: Tag[] = [];
    const nested: BlockRef[] = [];
    let camera: Camera = { make: 'Canon', model: undefined };
    for (const ref of refs) {
      const { label = '', ranges, group = 'Canon' } = ref;
      const add = (family: string, place: string, def: TagDef, value: TagValue | undefined): void => {
        const tag = value === undefined ? undefined : makeTag(family, place, label, def, value);
        if (tag && context.budget.tag(0)) tags.push(tag);
      };
      if ('time' in ref) {
        const { time, duration } = ref as SampleRef;
        add('QuickTime', group, sampleTime, time);
        add('QuickTime', group, sampleDuration, duration);
      }
      const picture = Object.hasOwn(pictures, label) ? pictures[label] : undefined;
      if (picture) add(picture[0], ref.group ?? picture[1], picture[2], new StoredBytes(ranges));
      else if (label === 'CMT1') camera = yield* cameraOf(ref, context);
      else if (label === 'CMT3') {
        const note = yield* noteIn(ref, camera, context);
        if (note) nested.push(note);
      } else if (label === 'CNCV') {
        const { view, start, end } = yield* blockView(ref, context);
        add('MakerNotes', 'Canon', compressorVersion, utf8Text(bytesBeforeNull(view.slice(start, end))));
      } else {
        const timed = yield* timedMetadata(ref, group, camera, context);
        tags.push(...timed.tags);
        nested.push(...timed.nested);
      }
    }
    return loadedTags(() => tags, nested);
  },
};

/** Maker and model, by IFD0. */
function* cameraOf(ref: BlockRef, context: Context): Scan<Camera> {
  const tiff = yield* openTiff(ref, context);
  if (!tiff) return { make: undefined, model: undefined };
  const { entries } = yield* readOneIfd(tiff, tiff.header.first, 'IFD0', context, [MAKE, MODEL]);
  const text = (id: number): string | undefined => {
    const entry = entries.find((one) => one.id === id);
    const end = entry ? entry.offset + entry.length : 0;
    return entry?.view?.has(entry.offset, end) ? textAt(entry.view, entry.offset, end).trimEnd() : undefined;
  };
  return { make: text(MAKE), model: text(MODEL) };
}
