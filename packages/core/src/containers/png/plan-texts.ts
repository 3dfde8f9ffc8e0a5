// What stays of the texts of a PNG: those whose keywords are asked for, uncompressed, and a new packet of XMP.
import { join } from '../../bytes/block-view.js';
import type { Scan } from '../../bytes/scan.js';
import { ascii } from '../../bytes/text.js';
import { type TextFields, textBytes, textFields } from '../../structures/png/text.js';
import type { Chunk } from '../../structures/png/walk.js';
import { xmpKeyword, xmpTextData } from '../../structures/png/write.js';
import { xmpPacket } from '../../structures/xmp/packet.js';
import type { PlanInput } from '../plan.js';

/** A chunk to write, and the one it is written for. */
export interface NewChunk {
  readonly from: Chunk | undefined;
  readonly type: string;
  readonly data: Uint8Array;
}

/** The chunk with the XMP that stays; `undefined` for none. */
export function* xmpChunk(input: PlanInput, chunks: readonly Chunk[]): Scan<NewChunk | undefined> {
  const text = input.stated?.xmp;
  if (!text) return undefined;
  const data = xmpTextData(xmpPacket(text));
  for (const from of chunks) {
    if (from.type !== 'iTXt') continue;
    const view = yield { start: from.start, end: Math.min(from.end, from.start + xmpKeyword.length + 1) };
    if (view.latin1(from.start, Math.min(view.end, from.end)).startsWith(`${xmpKeyword}\0`))
      return { from, type: 'iTXt', data };
  }
  return { from: undefined, type: 'iTXt', data };
}

/** The chunks whose keywords are asked for, as they stay. */
export function* keptTexts(input: PlanInput, chunks: readonly Chunk[]): Scan<Map<Chunk, NewChunk>> {
  const { rules, context } = input;
  const kept = new Map<Chunk, NewChunk>();
  const budget = { left: context.limits.inflatedBytes };
  for (const from of input.stated ? chunks : []) {
    const { type, start, end } = from;
    if (!/^(tEXt|zTXt|iTXt)$/.test(type) || end - start > context.limits.blockBytes) continue;
    const view = yield { start, end };
    const fields = textFields(type, view, start, end);
    if (!fields || !rules.texts.keyword(fields.keyword)) continue;
    const { bytes, end: state } = textBytes(fields, view, budget);
    if (state === 'complete') kept.set(from, { from, ...plain(from, fields, view.slice(start, end), bytes) });
    else
      context.warn(
        'malformed',
        `the text '${fields.keyword}' cannot be read and is removed`,
        start,
        `png/${type}`,
      );
  }
  return kept;
}

/** A chunk with its text uncompressed, so that nothing stands behind its stream. */
function plain(
  { type, start }: Chunk,
  { compression, keyword, start: textStart }: TextFields,
  data: Uint8Array,
  text: Uint8Array,
): { type: string; data: Uint8Array } {
  if (compression === undefined) return { type, data };
  if (type === 'zTXt') return { type: 'tEXt', data: join([ascii(`${keyword}\0`), text]) };
  const head = data.slice(0, textStart - start);
  head.fill(0, keyword.length + 1, keyword.length + 3);
  return { type, data: join([head, text]) };
}
