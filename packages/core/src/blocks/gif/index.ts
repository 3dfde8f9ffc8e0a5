// The tags of a GIF's own blocks (GIF89a specification).

import { type BlockView, blockView } from '../../bytes/block-view.js';
import { bytesBeforeNull, utf8Text } from '../../bytes/text.js';
import { fixed } from '../../present/exposure.js';
import { recordTags } from '../../tables/record.js';
import { defineRecord, type RecordLayout } from '../../tables/record-layout.js';
import { makeTag } from '../../tables/tag.js';
import { animation, midiControl, screen } from '../../tags/gif.generated.js';
import type { Block, Tag, TagDef, TagValue } from '../../types.js';
import { loadedTags, type NamedValues } from '../loaded.js';

/** What part of the file it is, its bytes, and how many pieces it lies in. */
interface Piece extends BlockView {
  readonly label: string;
  readonly count: number;
}

const screenLayout = defineRecord(screen, {
  HasColorMap: { value: (packed) => Number(packed) >> 7 },
  ColorResolutionDepth: { value: (packed) => ((Number(packed) >> 4) & 7) + 1 },
  BitsPerPixel: { value: (packed) => (Number(packed) & 7) + 1 },
  PixelAspectRatio: { value: (stored) => (stored === 0 ? undefined : (Number(stored) + 15) / 64) },
});

const layouts: Readonly<Record<string, RecordLayout>> = {
  animation: defineRecord(animation, {
    AnimationIterations: { print: (value) => (value === 0 ? 'Infinite' : `${value}`) },
  }),
  'midi-control': defineRecord(midiControl, {
    ChannelUsage: { print: (value) => `0x${Number(value).toString(16).padStart(4, '0')}` },
    DelayTime: { value: (stored) => Number(stored) / 100, print: (value) => `${value} s` },
  }),
};

/** GIF blocks with tags of their own. */
export const gifBlocks: Block<'gif', NamedValues> = {
  name: 'gif',
  kinds: ['gif'],
  *load(refs, context) {
    const pieces: Piece[] = [];
    for (const ref of refs) {
      const label = ref.label ?? '';
      const wanted = label === 'images' ? { ...ref, bytes: new Uint8Array() } : ref;
      pieces.push({ label, count: ref.ranges.length, ...(yield* blockView(wanted, context)) });
    }
    return loadedTags(() =>
      pieces.flatMap((piece) => (context.budget.tag(lengthOf(piece)) ? decode(piece) : [])),
    );
  },
};

/** A song stays bytes. */
function lengthOf({ label, start, end }: Piece): number {
  return label === 'midi-song' ? 0 : end - start;
}

function decode({ label, count, view, start, end }: Piece): readonly Tag[] {
  const layout = layouts[label];
  if (layout) return recordTags(view, start, end, layout, { littleEndian: true });
  switch (label) {
    case 'header':
      return [
        ...one({ name: 'GIFVersion' }, view.latin1(start + 3, start + 6)),
        ...recordTags(view, start + 6, end, screenLayout, { littleEndian: true }),
      ];
    case 'controls':
      return controlTags(view.slice(start, end));
    case 'images':
      return count > 1 ? one({ name: 'FrameCount' }, count) : [];
    case 'text':
      return one({ name: 'Text' }, utf8Text(bytesBeforeNull(view.slice(start, end))));
    case 'midi-song':
      return one({ name: 'MIDISong' }, view.slice(start, end));
    default:
      return [];
  }
}

/** Graphic control extensions: packed fields, delay in hundredths, transparent colour (GIF89a section 23). */
function controlTags(controls: Uint8Array): readonly Tag[] {
  const tags: Tag[] = [];
  let hundredths = 0;
  for (let at = 0; at + 4 <= controls.length; at += 4) {
    hundredths += controls[at + 1]! + 256 * controls[at + 2]!;
    if (controls[at]! & 1) tags.push(...one({ name: 'TransparentColor' }, controls[at + 3]!));
  }
  if (hundredths > 0)
    tags.push(
      ...one({ name: 'Duration', print: (value) => `${fixed(Number(value), 2)} s` }, hundredths / 100),
    );
  return tags;
}

function one(def: TagDef, value: TagValue): readonly Tag[] {
  const tag = makeTag('GIF', 'GIF', def.name, def, value);
  return tag ? [tag] : [];
}
