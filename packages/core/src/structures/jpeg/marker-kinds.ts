// What kinds of markers there are in a JPEG (ISO/IEC 10918-1 table B.1).
import { EOI } from './markers.js';

/** Markers without a length field: TEM, RST0 to RST7, SOI, EOI. */
export function standsAlone(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= EOI);
}

/** SOF0 to SOF15, without DHT, JPG and DAC, which share their range. */
export function isFrame(marker: number): boolean {
  return (marker & 0xf0) === 0xc0 && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}
