// Google's HDR+ notes: in EXIF as a maker note, in XMP as Base64.
import type { Scan } from '../../../bytes/scan.js';
import { labels } from '../../../labels/makers/google.generated.js';
import { unixTimeText } from '../../../present/unix-time.js';
import type { Conversions } from '../../../tables/conversion.js';
import { number, over } from '../../../tables/number-conversions.js';
import { Records } from '../../../tables/records.js';
import type { GoogleTags } from '../../../tags/maker-types.generated.js';
import { rows } from '../../../tags/makers/google.generated.js';
import type { Block, BlockRef, Context, Loaded, Tag } from '../../../types.js';
import { loadedTags, type NamedValues } from '../../loaded.js';
import { fromBase64 } from '../../xmp/base64.js';
import type { GoogleNotesRef } from '../../xmp/google-notes.js';
import type { FormedNoteRef } from '../form.js';
import { messageTags } from './message-notes.js';
import { textTags } from './text-notes.js';
import { unlocked } from './unlocked.js';

/** Milliseconds since 1970. */
const millisecondsText = number((time) => {
  const seconds = Math.floor(time / 1000);
  return `${unixTimeText(seconds)}.${String(Math.floor(time % 1000)).padStart(3, '0')}+00:00`;
});

export const googleConversions: Conversions = {
  HDRPlusMakerNote: {
    tags: {
      'ExposureTimeMin ExposureTimeMax': { value: over(1000) },
      CreateDate: { value: number((seconds) => `${unixTimeText(seconds)}+00:00`) },
      SoftwareDate: { value: millisecondsText },
    },
  },
};

const records = new Records({ rows, labels, conversions: [googleConversions] });

/** The HDR+ notes of Google's cameras. */
export const google: Block<'google', NamedValues & GoogleTags> = {
  name: 'google',
  kinds: ['makernote/google', 'google-notes'],
  *load(refs: readonly BlockRef[], context: Context): Scan<Loaded<NamedValues>> {
    const decodes: (() => readonly Tag[])[] = [];
    for (const ref of refs) {
      if (ref.kind === 'google-notes') decodes.push(() => tagsInXmp(ref as GoogleNotesRef, context));
      else {
        const { note } = ref as FormedNoteRef;
        const [start, end] = [note.offset, note.offset + note.length];
        const view = note.tiff.joined ? note.tiff.source.view : yield { start, end };
        decodes.push(() => noteTags(view.slice(start, end), 'HDRPlusMakerNote', context));
      }
    }
    return loadedTags(() => decodes.flatMap((decode) => decode()));
  },
};

function tagsInXmp(ref: GoogleNotesRef, context: Context): readonly Tag[] {
  return ref.notes().flatMap(({ name, text }) => noteTags(fromBase64(text), name, context));
}

/** The tags of a note that is stored under this name. */
function noteTags(data: Uint8Array, name: string, { budget, limits }: Context): readonly Tag[] {
  const note = unlocked(data, limits.inflatedBytes);
  if (!note || !budget.tag(note.bytes.length)) return [];
  const isMessage = note.version === 3 || name === 'ShotLogData';
  return isMessage ? messageTags(note.bytes, `Google::${name}`, records) : textTags(note.bytes, records);
}
