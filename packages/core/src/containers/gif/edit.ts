// Changes of a GIF: extensions come and go, and an XMP packet, which is not cut into sub-blocks, may have any length.
import { moves } from '../../bytes/splices.js';
import { applicationBytes } from '../../structures/gif/walk.js';
import { byUnit, type FormatEdit } from '../edit.js';
import { readPartsAhead } from './parts.js';

/** The bytes 1, 255 ... 0 and 0 behind a packet: wherever a walk over sub-blocks comes to, they lead it to the end. */
const packetEndBytes = 258;

export const gifEdit: FormatEdit = function* (splices, file) {
  if (!splices.some(moves)) return splices;
  const { parts } = yield* readPartsAhead(file);
  const units = parts.map(({ kind, start, end }) => {
    const isPacket = kind === 'xmp' && end - start > applicationBytes + packetEndBytes;
    const content = isPacket
      ? { start: start + applicationBytes, end: end - packetEndBytes }
      : { start: end, end };
    return { start, end, content };
  });
  byUnit(splices, units, 'gif');
  return splices;
};
