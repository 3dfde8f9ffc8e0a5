// The tags of a GIF's own blocks (GIF89a specification).

import { type BlockView, blockView } from '../../bytes/block-view.js';
import { bytesBeforeNull, utf8Text } from '../../bytes/text.js';
import { fixed } from '../../present/exposure.js';
import { makeTag } from '../../tables/tag.js';
import type { GifTags } from '../../tags/block-types.generated.js';
import type { Block, Tag, TagDef, TagValue } from '../../types.js';
import { loadedTags, type NamedValues } from '../loaded.js';
import { gifRecords } from './records.js';

/** What part of the file it is, its bytes, and how many pieces it lies in. */
interface Piece extends BlockView {
  readonly label: string;
  readonly count: number;
}

/** The tables of blocks that are records. */
const recordNames: { readonly [label: string]: string } = {
  animation: 'GIF::Animation',
  'midi-control': 'GIF::MIDIControl',
};

/** GIF blocks with tags of their own. */
export const gifBlocks: Block<'gif', NamedValues & GifTags> = {
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
  const record = recordNames[label];
  if (record) return gifRecords.tags(record, view, start, end, { littleEndian: true });
  switch (label) {
    case 'header':
      return [
        ...one({ name: 'GIFVersion' }, view.latin1(start + 3, start + 6)),
        ...gifRecords.tags('GIF::Screen', view, start + 6, end, { littleEndian: true }),
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
