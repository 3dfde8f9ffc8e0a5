// The samples of CR3's tracks that hold more than the raw picture: the full JPEG, and Canon's timed metadata.
import { need, type Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import { MetadataError } from '../../errors.js';
import { type Box, boxesAtHand } from '../../structures/isobmff/read.js';
import type { SampleRef } from '../../structures/isobmff/sample.js';
import type { Context } from '../../types.js';
import { readChunks, sampleSizes } from '../heif/plan/samples.js';

/** Before the boxes of a sample description: size, format, the fields of a picture, and four bytes of Canon's own. */
const pictureFields = 90;

/** The samples of a track; the `number`th of the file. */
export function* trackSamples(from: View, track: Box, number: number, context: Context): Scan<SampleRef[]> {
  const path = `cr3/moov/trak ${number}`;
  if (track.end - track.start > context.limits.blockBytes) {
    context.warn(
      'limit-exceeded',
      `track is larger than ${context.limits.blockBytes} bytes`,
      track.start,
      path,
    );
    return [];
  }
  const view = yield* need(from, track.start, track.end);
  if (!view.has(track.start, track.end)) return [];
  const within = (box: Box | undefined, type: string): Box | undefined =>
    box && boxesAtHand(view, box.body, box.end, context, path).find((child) => child.type === type);
  const media = within(track, 'mdia');
  const table = within(within(media, 'minf'), 'stbl');
  const tables = table ? boxesAtHand(view, table.body, table.end, context, path) : [];
  const label = contents(
    view,
    tables.find(({ type }) => type === 'stsd'),
  );
  if (!label) return [];
  const scale = timeScale(view, within(media, 'mdhd'));
  const times = sampleTimes(
    view,
    tables.find(({ type }) => type === 'stts'),
    scale,
  );
  try {
    const sizes = sampleSizes(view, tables, path);
    const samples: SampleRef[] = [];
    for (const chunk of readChunks(view, tables, context.limits.items, path)) {
      let { start } = chunk;
      for (let i = 0; i < chunk.samples && samples.length < context.limits.items; i++) {
        const end = start + sizes.next(1);
        const { time, duration } = times.next().value ?? { time: undefined, duration: undefined };
        const ranges = [{ start, end }];
        samples.push({ kind: 'canon-raw', label, group: `Track${number}`, ranges, path, time, duration });
        start = end;
      }
    }
    return samples;
  } catch (error) {
    if (!(error instanceof MetadataError)) throw error;
    context.warn(
      error.code === 'limit-exceeded' ? error.code : 'malformed',
      error.message,
      error.offset ?? 0,
      path,
    );
    return [];
  }
}

/** What the samples are, by their description. */
function contents(view: View, stsd: Box | undefined): 'CTMD' | 'JPEG' | undefined {
  const start = (stsd?.body ?? 0) + 8;
  if (!stsd || start + 8 > stsd.end) return undefined;
  const format = view.fourcc(start + 4);
  if (format === 'CTMD') return 'CTMD';
  const isJpeg = start + pictureFields + 8 <= stsd.end && view.fourcc(start + pictureFields + 4) === 'JPEG';
  return format === 'CRAW' && isJpeg ? 'JPEG' : undefined;
}

/** Units a second. */
function timeScale(view: View, mdhd: Box | undefined): number {
  const at = mdhd && mdhd.body + (view.u8(mdhd.body) === 1 ? 20 : 12);
  return mdhd && at && at + 4 <= mdhd.end ? view.u32(at) || 1 : 1;
}

interface Time {
  readonly time: number;
  readonly duration: number;
}

/** When each sample is shown (`stts`). */
function* sampleTimes(view: View, stts: Box | undefined, scale: number): Generator<Time, undefined> {
  if (!stts) return;
  let time = 0;
  for (let at = stts.body + 8; at + 8 <= stts.end; at += 8) {
    const duration = view.u32(at + 4);
    for (let i = view.u32(at); i > 0; i--, time += duration)
      yield { time: time / scale, duration: duration / scale };
  }
}
