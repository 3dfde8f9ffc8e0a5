// SMPTE time codes in CinemaDNG (SMPTE 12M, 309M): eight bytes each.
import type { TagValue } from '../../types.js';

const codeBytes = 8;

/** Each code as its bytes in hexadecimal, joined by dots. */
export function timeCodes(stored: TagValue): TagValue {
  const bytes = stored instanceof Uint8Array ? [...stored] : Array.isArray(stored) ? stored.map(Number) : [];
  const codes: string[] = [];
  for (let at = 0; at + codeBytes <= bytes.length; at += codeBytes) {
    codes.push(
      bytes
        .slice(at, at + codeBytes)
        .map(twoHex)
        .join('.'),
    );
  }
  return codes.join(' ');
}

/** Each code as `hh:mm:ss.ff`, after its date where it has one. */
export function timeCodeText(value: TagValue): string {
  return String(value)
    .split(' ')
    .filter((code) => code !== '')
    .map((code) => oneCode(code.split('.').map((byte) => Number.parseInt(byte, 16))))
    .join(' ');
}

function oneCode(bytes: readonly number[]): string {
  const [frames = 0, seconds = 0, minutes = 0, hours = 0, day = 0, month = 0, year = 0, zone = 0] = bytes;
  const time = `${twoHex(hours & 0x3f)}:${twoHex(minutes & 0x7f)}:${twoHex(seconds & 0x7f)}.${twoHex(frames & 0x3f)}`;
  if ((hours & 0x80) === 0) return time;
  const offset = zoneHours(zone & 0x3f);
  const suffix = offset === undefined ? '' : zoneText(offset * 60);
  if (zone & 0x80)
    return julianDate(time, `${year.toString(16)}${twoHex(month)}${twoHex(day)}`, offset ?? 0) + suffix;
  const full = Number.parseInt(twoHex(year), 10) + 1900;
  return `${full < 1970 ? full + 100 : full}-${twoHex(month)}-${twoHex(day)}T${time}${suffix}`;
}

/** Hours from UTC by the code of SMPTE 309M table 1. */
function zoneHours(code: number): number | undefined {
  const digits = twoHex(code);
  const decimal = /[a-f]/.test(digits) ? 100 : Number(digits);
  if (decimal < 26) return (decimal < 13 ? 0 : 26) - decimal;
  if (decimal === 32) return 12.75;
  if (decimal >= 28 && decimal <= 31) return 0;
  if (decimal < 100) return undefined;
  if (code < 0x20) return (code < 0x10 ? 10 : 20) - code - 0.5;
  return (code < 0x30 ? 53 : 63) - code + 0.5;
}

function julianDate(time: string, day: string, offset: number): string {
  const [clock = '', frames = ''] = time.split('.');
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(':').map(Number);
  const days = Number.parseInt(day, 10);
  if (!Number.isFinite(days) || days > 999_999) return time;
  const unix = (days - 40_587) * 86_400 + ((hours + offset) * 60 + minutes) * 60 + seconds;
  if (!Number.isFinite(unix)) return time;
  return `${new Date(unix * 1000).toISOString().slice(0, 19)}.${frames}`;
}

function zoneText(minutes: number): string {
  const absolute = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${String(Math.trunc(absolute / 60)).padStart(2, '0')}:${String(absolute % 60).padStart(2, '0')}`;
}

function twoHex(value: number): string {
  return value.toString(16).padStart(2, '0');
}
