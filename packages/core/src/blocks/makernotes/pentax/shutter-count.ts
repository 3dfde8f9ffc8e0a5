// The shutter count, which is enciphered with the date and the time of the picture.
import type { Conversion, Convert } from '../../../tables/conversion.js';
import { byteText, toNumber, toText, type Value } from '../../../tables/value.js';

/** A number of four bytes, the high one first, each a character. */
function numberOf(text: string): number {
  let number = 0;
  for (let i = 0; i < 4; i++) number = number * 256 + (text.charCodeAt(i) & 0xff || 0);
  return number;
}

function bytesText(value: Value): string {
  return value instanceof Uint8Array ? byteText(value) : toText(value);
}

const enciphered: Convert = (value) => {
  const bytes = bytesText(value);
  return bytes.length === 4 ? numberOf(bytes) : undefined;
};

const deciphered: Convert = (value, { members }) => {
  const [date, time] = [bytesText(members.get('PentaxDate')), bytesText(members.get('PentaxTime'))];
  if (date.length !== 4 || time.length < 3) return undefined;
  return (toNumber(value) ^ numberOf(date) ^ (0xffffffff - numberOf(`${time}\0`))) >>> 0;
};

export const shutterCount: Conversion = { raw: enciphered, value: deciphered };

/** A year in two bytes, the high one first, a month and a day. */
export const date: Conversion = {
  raw: (value, { members }) => {
    members.set('PentaxDate', value);
    return value;
  },
  value: (value) => {
    const bytes = bytesText(value);
    if (bytes.length !== 4) return `Unknown (${bytes})`;
    const year = bytes.charCodeAt(0) * 256 + bytes.charCodeAt(1);
    return `${String(year).padStart(4, '0')}:${twoDigits(bytes, 2)}:${twoDigits(bytes, 3)}`;
  },
};

/** An hour, a minute and a second. */
export const time: Conversion = {
  raw: (value, { members }) => {
    members.set('PentaxTime', value);
    return value;
  },
  value: (value) => {
    const bytes = bytesText(value);
    if (bytes.length < 3) return `Unknown (${bytes})`;
    return [0, 1, 2].map((at) => twoDigits(bytes, at)).join(':');
  },
};

function twoDigits(bytes: string, at: number): string {
  return String(bytes.charCodeAt(at)).padStart(2, '0');
}
