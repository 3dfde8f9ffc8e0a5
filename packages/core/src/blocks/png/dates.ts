// Dates in PNG text chunks as EXIF writes them.

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Zones by name (RFC 822 section 5.1, with the signs of its military zones as RFC 822 prints them). */
const zones: Readonly<Record<string, string>> = {
  UT: '+00:00',
  GMT: '+00:00',
  UTC: '+00:00',
  Z: '+00:00',
  EST: '-05:00',
  EDT: '-04:00',
  CST: '-06:00',
  CDT: '-05:00',
  MST: '-07:00',
  MDT: '-06:00',
  PST: '-08:00',
  PDT: '-07:00',
};

const rfc1123 =
  /(\d+)\s*(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\s*(\d+)\s+(\d+):(\d{2})(:\d{2})?\s*(\S*)/i;

/** `Mon, 1 Jan 2018 12:10:22 EST` as `2018:01:01 12:10:22-05:00`; text of another form as it is. */
export function fromRfc1123(text: string): string {
  const found = rfc1123.exec(text);
  if (!found) return text;
  const [, day, month = '', year, hour, minute, second = ':00', zoneName = ''] = found;
  const zone = zoneOffset(zoneName);
  if (zone === undefined) return text;
  const date = [fullYear(Number(year)), two(months.indexOf(month.toLowerCase()) + 1), two(Number(day))];
  return `${date.join(':')} ${two(Number(hour))}:${minute}${second}${zone}`;
}

function fullYear(year: number): string {
  const century = year >= 100 ? 0 : year > 70 ? 1900 : 2000;
  return String(year + century).padStart(4, '0');
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** `+hh:mm` of a zone; empty for none, `undefined` for what is none. */
function zoneOffset(name: string): string | undefined {
  if (name === '' || name === '0') return '';
  const upper = name.toUpperCase();
  if (Object.hasOwn(zones, upper)) return zones[upper];
  if (/^[A-IK-Y]$/.test(upper)) return militaryZone(upper);
  const found = /^([-+]\d+):?(\d{2})/.exec(name);
  return found ? `${found[1]}:${found[2]}` : undefined;
}

/** A to M, without J, lie one to twelve hours behind, N to Y ahead. */
function militaryZone(letter: string): string {
  const behind = 'ABCDEFGHIKLM'.indexOf(letter);
  const hours = behind >= 0 ? behind + 1 : 'NOPQRSTUVWXY'.indexOf(letter) + 1;
  return `${behind >= 0 ? '-' : '+'}${two(hours)}:00`;
}

/** An ISO 8601 date, whole or its first parts, with colons and a space as EXIF has them. */
export function fromIso(text: string): string {
  const full = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}:\d{2})(:\d{2})?\s*(\S*)$/.exec(text);
  if (full) return `${full[1]}:${full[2]}:${full[3]} ${full[4]}${full[5] ?? ''}${full[6]}`;
  return /^\d{4}/.test(text) ? text.replaceAll('-', ':') : text;
}
