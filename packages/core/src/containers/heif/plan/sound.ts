// The sample description of a sound track: AAC or MP3, with just what its decoder needs.

import type { View } from '../../../bytes/view.js';
import { type Box, printable } from '../../../structures/isobmff/read.js';
import { box, concat, fullBox } from '../../../structures/isobmff/write.js';
import { bodyOf } from './boxes.js';

/** Bytes of a sound's sample entry before its boxes, in the version of ISO/IEC 14496-12, 12.2.3. */
const soundEntryBytes = 28;
/** Codings by their object type (14496-1, 7.2.6.6.2): AAC of MPEG-4 and MPEG-2, MP3. */
const codings: ReadonlySet<number> = new Set([0x40, 0x66, 0x67, 0x68, 0x69, 0x6b]);
const ES = 3;
const DECODER = 4;
const DECODER_INFO = 5;
const SYNC = 6;
/** Object and stream type, buffer size, bit rates. */
const decoderBytes = 13;
/** No configuration of AAC is as long as this. */
const maxInfoBytes = 64;

/** The entry anew; `undefined` for a coding that is not known. `childrenOf` gives boxes behind so many bytes. */
export function cleanSoundEntry(
  view: View,
  entry: Box,
  childrenOf: (skip: number) => readonly Box[],
  path: string,
): Uint8Array | undefined {
  const fields = bodyOf(view, entry, path, soundEntryBytes).slice();
  const version = (fields[8]! << 8) | fields[9]!;
  if (entry.type !== 'mp4a' || version !== 0) return undefined;
  const stream = childrenOf(soundEntryBytes).find(({ type }) => type === 'esds');
  const descriptor = stream && cleanStream(bodyOf(view, stream, `${path}/${printable(entry.type)}`));
  if (!descriptor) return undefined;
  fields.fill(0, 0, 6).fill(0, 8, 16).fill(0, 20, 24);
  fields.set([0, 1], 6);
  return box(entry.type, fields, fullBox('esds', 0, 0, descriptor));
}

/** An elementary stream descriptor (14496-1, 7.2.6.5) behind version and flags. */
function cleanStream(bytes: Uint8Array): Uint8Array | undefined {
  const stream = descriptorAt(bytes, 4, ES);
  if (!stream || stream.length < 3 || (stream[2]! & 0xe0) !== 0) return undefined;
  const decoder = descriptorAt(stream, 3, DECODER);
  if (!decoder || decoder.length < decoderBytes || !codings.has(decoder[0]!)) return undefined;
  const info = descriptorAt(decoder, decoderBytes, DECODER_INFO);
  if (info && info.length > maxInfoBytes) return undefined;
  return descriptor(ES, [
    stream.subarray(0, 2),
    [0],
    descriptor(DECODER, [decoder.subarray(0, decoderBytes), info ? descriptor(DECODER_INFO, [info]) : []]),
    descriptor(SYNC, [[2]]),
  ]);
}

/** What the descriptor of a kind at `start` holds; its length stands in up to four bytes of seven bits. */
function descriptorAt(bytes: Uint8Array, start: number, tag: number): Uint8Array | undefined {
  if (bytes[start] !== tag) return undefined;
  let length = 0;
  for (let at = start + 1; at <= start + 4 && at < bytes.length; at++) {
    length = length * 128 + (bytes[at]! & 0x7f);
    if (bytes[at]! & 0x80) continue;
    return at + 1 + length <= bytes.length ? bytes.subarray(at + 1, at + 1 + length) : undefined;
  }
  return undefined;
}

/** A descriptor of less than 128 bytes. */
function descriptor(tag: number, parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  const content = concat(parts);
  return concat([[tag, content.length], content]);
}
