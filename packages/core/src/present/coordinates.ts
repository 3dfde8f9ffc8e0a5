// GPS coordinates and times as ExifTool prints them.
import { fixed } from './exposure.js';
import { significant } from './number.js';

/** Degrees as `48 deg 49' 19.50"`. */
export function degreesMinutesSeconds(value: number): string {
  const absolute = Math.abs(value);
  let degrees = Math.trunc(absolute);
  let minutes = Math.trunc((absolute - degrees) * 60);
  let seconds = fixed((absolute - degrees - minutes / 60) * 3600, 2);
  if (Number(seconds) >= 60) {
    seconds = fixed(Number(seconds) - 60, 2);
    minutes += 1;
    if (minutes >= 60) {
      minutes -= 60;
      degrees += 1;
    }
  }
  return `${degrees} deg ${minutes}' ${seconds === '-0.00' ? '0.00' : seconds}"`;
}

/** `hh:mm:ss` with as many decimals as the seconds have, from hours, minutes and seconds. */
export function clockTime(parts: readonly number[]): string {
  const [hours = 0, minutes = 0, seconds = 0] = parts;
  if (isBelow60(minutes) && isBelow60(seconds) && Number.isInteger(hours) && hours >= 0)
    return `${two(hours)}:${two(minutes)}:${two(seconds)}`;
  let rest = (hours * 60 + minutes) * 60 + seconds;
  let wholeHours = Math.trunc(rest / 3600);
  rest -= wholeHours * 3600;
  let wholeMinutes = Math.trunc(rest / 60);
  rest -= wholeMinutes * 60;
  let text = Number.isInteger(rest) ? String(rest) : fixed(rest, 9);
  if (Number(text) >= 60) {
    text = '0';
    wholeMinutes += 1;
    if (wholeMinutes >= 60) {
      wholeMinutes -= 60;
      wholeHours += 1;
    }
  }
  if (text.includes('.')) text = text.replace(/\.?0+$/, '');
  const oneDigit = text.length === 1 || text[1] === '.';
  return `${two(wholeHours)}:${two(wholeMinutes)}:${oneDigit ? '0' : ''}${text}`;
}

/** A clock time with its seconds rounded to microseconds. */
export function roundedClockTime(time: string): string {
  const match = /^(.*):(\d{2}\.\d+)$/s.exec(time);
  if (!match) return time;
  const seconds = Math.trunc(Number(match[2]) * 1e6 + 0.5) / 1e6;
  return `${match[1]}:${seconds < 10 ? '0' : ''}${significant(seconds, 15)}`;
}

function isBelow60(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < 60;
}

function two(value: number): string {
  if (value < 0) return `-${two(-value)}`;
  return value < 10 ? `0${value}` : String(value);
}
