// Blocks that PNG texts hold as hexadecimal digits (`Raw profile type exif` and others, ImageMagick's form).
import type { Scan } from '../../bytes/scan.js';
import { editBlock } from './blocks.js';
import { MemoryDraft } from './draft.js';
import { type Job, type Part, refuseBlock } from './job.js';
import { type Sniffed, sniff } from './sniff.js';

/** What the keyword says a text holds, in lower case; `undefined` where it is no profile. */
export function rawProfile(keyword: string): string | undefined {
  return /^raw profile type (\S+)$/i.exec(keyword)?.[1]?.toLowerCase();
}

/** Profiles by the names that programs read. */
const named: { readonly [profile: string]: Sniffed['kind'] } = {
  exif: 'exif',
  app1: 'exif',
  xmp: 'xmp',
  iptc: 'photoshop',
  '8bim': 'photoshop',
};

/** Edits the block in a text that fills the part; the digits keep their places. */
export function* editProfile(job: Job, part: Part, profile: string): Scan<void> {
  const text = yield* part.draft.read(0, part.draft.length);
  const digits = digitPlaces(text);
  if (!digits || digits.length % 2 !== 0) {
    if (!named[profile]) return;
    refuseBlock('raw profile is not understood', part, 0);
  }
  const bytes = Uint8Array.from({ length: digits.length / 2 }, (_, i) =>
    Number.parseInt(String.fromCharCode(text[digits[i * 2]!]!, text[digits[i * 2 + 1]!]!), 16),
  );
  const { kind, skip } = sniff(bytes) ?? { kind: named[profile], skip: 0 };
  if (!kind) return;
  const draft = new MemoryDraft(bytes.slice(skip));
  yield* editBlock(job, kind, { ...part, draft });
  if (!draft.changed) return;
  const written = text.slice();
  for (const [i, byte] of draft.bytes.entries()) {
    const pair = byte.toString(16).padStart(2, '0');
    for (const j of [0, 1]) written[digits[(i + skip) * 2 + j]!] = pair.charCodeAt(j);
  }
  part.draft.write(0, written);
}

/** Where the digits stand behind `\n<name>\n<length>\n`: as many as the length says; what follows is no part of it. */
function digitPlaces(text: Uint8Array): number[] | undefined {
  const head = /^\s*[^\n]*\n\s*(\d+)\n/.exec(String.fromCharCode(...text.subarray(0, 256)));
  if (!head) return undefined;
  const most = Number(head[1]) * 2;
  const places: number[] = [];
  for (let at = head[0].length; at < text.length && places.length < most; at++) {
    const sign = text[at]!;
    if (sign <= 0x20) continue;
    if (!/[0-9a-f]/i.test(String.fromCharCode(sign))) break;
    places.push(at);
  }
  return places;
}
