// Parts of a GIF as bytes.
import { join } from '../../bytes/block-view.js';
import { ascii } from '../../bytes/text.js';

/** Falling bytes: wherever a reader of sub-blocks comes to in the packet, one of them leads it to the end. */
const tail = Uint8Array.from({ length: 258 }, (_, i) => (i === 0 ? 1 : Math.max(0, 256 - i)));

/** XMP in an application extension: the packet stands in one piece (XMP part 3, 1.1.2). */
export function xmpExtension(packet: Uint8Array): Uint8Array {
  return join([Uint8Array.of(0x21, 0xff, 11), ascii('XMP DataXMP'), packet, tail]);
}
