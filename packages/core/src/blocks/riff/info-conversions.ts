// What the texts of a RIFF's INFO list mean: dates as cameras write them, times of a clip.
import { fixed } from '../../present/exposure.js';
import { unixTimeText } from '../../present/unix-time.js';
import type { Convert, TableConversions } from '../../tables/conversion.js';
import { number } from '../../tables/number-conversions.js';
import { toNumber, toText } from '../../tables/value.js';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Seconds from 1601, where Windows counts from, to 1970. */
const windowsEpoch = 134774 * 24 * 3600;
const tenMillionths: Convert = number((value) => value * 1e-7);
const timecode: Convert = (value) => timecodeText(toNumber(value));
const two = (part: number | string): string => String(part).padStart(2, '0');

export const infoConversions: TableConversions = {
  tags: {
    DateCreated: { value: (value) => toText(value).replaceAll('-', ':') },
    DateTimeOriginal: {
      value: (value, { id }) => (id === 'DTIM' ? windowsTime(toText(value)) : dateText(toText(value))),
    },
    // what cameras write behind the first null is a second text
    Software: {
      value: (value) =>
        toText(value)
          .replace(/(\s*\0)+$/, '')
          .replace(/\s*\0/, ', ')
          .replaceAll('\0', ''),
    },
    'StartTimecode EndTimecode': { value: tenMillionths, print: timecode },
    Length: { value: number((value) => value / 1000), print: (value) => `${toText(value)} s` },
    Statistics: {
      prints: [
        (value) => `${toText(value)} frames captured`,
        (value) => `${toText(value)} dropped`,
        (value) => `Data rate ${toText(value)}`,
      ],
    },
  },
};

/** Two halves of a count of 100 nanoseconds; some write the date itself. */
function windowsTime(text: string): string | undefined {
  const halves = text.split(/\s+/).filter(Boolean);
  if (halves.length !== 2) return undefined;
  if (/^\d{4}:\d{2}:\d{2} \d{2}:\d{2}:\d{2}$/.test(text)) return text;
  const seconds = 1e-7 * (toNumber(halves[0]) * 2 ** 32 + toNumber(halves[1]));
  return unixTimeText(seconds === 0 ? 0 : Math.floor(seconds - windowsEpoch));
}

/** `Mon Mar 10 15:04:43 2003`, `2001/ 1/27  1:42PM` and `2002-12-16 15:35:01` as EXIF writes dates. */
function dateText(text: string): string {
  const [, name = '', day = '', time, year = ''] = text.split(/\s+/).filter(Boolean);
  const month = months.indexOf(name.toLowerCase()) + 1;
  if (month > 0 && year) return `${year.padStart(4, '0')}:${two(month)}:${two(day)} ${time}`;
  const short = /(\d{4})\/\s*(\d+)\/\s*(\d+)\/?\s+(\d+):\s*(\d+)\s*(P?)/.exec(text);
  if (short) {
    const hour = Number(short[4]) + (short[6] ? 12 : 0);
    return `${short[1]}:${two(short[2]!)}:${two(short[3]!)} ${two(hour)}:${two(short[5]!)}:00`;
  }
  const full = /(\d{4})[-/](\d+)[-/](\d+)\s+(\d+:\d+:\d+)/.exec(text);
  return full ? `${full[1]}:${full[2]}:${full[3]} ${full[4]}` : text;
}

/** `1:02:03.40` */
function timecodeText(seconds: number): string {
  const hundredths = Math.round(seconds * 100);
  const minutes = Math.floor(hundredths / 6000);
  const rest = fixed((hundredths - minutes * 6000) / 100, 2);
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${rest.padStart(5, '0')}`;
}
