// By what a file tells that it has trailers, before their readers are fetched: how each kind ends, and the namespaces of
// Google's directory.

import { type BlockView, blockView } from '../../bytes/block-view.js';
import { searchFor } from '../../bytes/find.js';
import { need, type Scan } from '../../bytes/scan.js';
import { beginsWithText } from '../../bytes/text.js';
import { View } from '../../bytes/view.js';
import type { BlockRef, Context } from '../../types.js';

/** Whether the bytes right before `end` are the end of a trailer; `view` holds the last {@link tailBytes} of them. */
type Ending = (place: { readonly view: View; readonly end: number }) => boolean;

/** What is read at once before the end: enough to tell the kind of a trailer, and to hold most of them. */
export const tailBytes = 1024;

/** Whether the `text.length` bytes at `at` are this text (Latin-1). */
export function isAt(view: View, at: number, text: string): boolean {
  const end = at + text.length;
  return view.has(at, end) && beginsWithText(view, at, end, text);
}

/** The end whose last bytes are this text, or others that many bytes before the end. */
export function endsWith(text: string, before: number = text.length): Ending {
  return ({ view, end }) => isAt(view, end - before, text);
}

/** What a Canon VRD trailer begins with, and its last 64 bytes. */
export const canonVrdSignature = 'CANON OPTIONAL DATA\0';
const mieShort = endsWith('~\0\x04\0zmie~\0\0\x06', 18);
const mieLong = endsWith('~\0\x04\0zmie~\0\0\x0a', 22);
const isShortMie: Ending = (place) => mieShort(place) && place.view.u8(place.end - 1) === 4;
const isLongMie: Ending = (place) => mieLong(place) && place.view.u8(place.end - 1) === 8;
const onePlus = endsWith('jxrs', 8);

type Kind =
  | 'afcp'
  | 'fotoStation'
  | 'photoMechanic'
  | 'canonVrd'
  | 'shortMie'
  | 'longMie'
  | 'samsung'
  | 'vivo'
  | 'onePlus';

/** By kind; of MIE by the size of its length. */
export const endings: Readonly<Record<Kind, Ending>> = {
  afcp: anyOf(endsWith('AXS!', 12), endsWith('AXS*', 12)),
  fotoStation: endsWith('\xa1\xb2\xc3\xd4'),
  photoMechanic: endsWith('cbipcbbl'),
  canonVrd: endsWith(canonVrdSignature, 64),
  shortMie: isShortMie,
  longMie: isLongMie,
  samsung: anyOf(endsWith('\0\0SEFT'), endsWith('QDIOBS')),
  vivo: endsWith('\xff\xff\xff\xff\x1b*9HWfu\x84\x93\xa2\xb1'),
  onePlus: (place) => onePlus(place) && place.view.u8(place.end - 1) === 0,
};

function anyOf(one: Ending, other: Ending): Ending {
  return (place) => one(place) || other(place);
}

/** What both forms of Google's directory have in their packets: the namespace of its items. */
const namespaces = ['http://ns.google.com/photos/1.0/container/', 'http://ns.google.com/photos/dd/1.0/'].map(
  searchFor,
);
/** What both begin with: most packets have nothing of it, and are searched once. */
const isGoogles = searchFor('http://ns.google.com/photos/');

/** Whether a packet of XMP may hold Google's directory. */
export function namesGoogle({ view, start, end }: BlockView): boolean {
  const holds = (has: typeof isGoogles): boolean => has(view.bytes, start - view.start, end - view.start);
  return holds(isGoogles) && namespaces.some(holds);
}

/** Whether the references of a file lead to any trailer. */
export function* hasTrailers(refs: readonly BlockRef[], context: Context): Scan<boolean> {
  const tail = refs.find(({ kind }) => kind === 'trailer')?.ranges[0];
  if (!tail) return false;
  const { end } = tail;
  const from = Math.max(tail.start, end - tailBytes);
  const view = yield* need(new View(new Uint8Array()), from, end);
  if (Object.values(endings).some((ending) => ending({ view, end }))) return true;
  const quiet: Context = { ...context, warn: () => {} };
  for (const ref of refs)
    if (ref.kind !== 'trailer' && namesGoogle(yield* blockView(ref, quiet))) return true;
  return false;
}
