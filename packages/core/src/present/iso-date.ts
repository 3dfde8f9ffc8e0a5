// Dates as XMP has them (a profile of ISO 8601), out of what users and other standards write.

const form =
  /^(\d{4})(?:[-:](\d\d)(?:[-:](\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(\.\d{1,9})?)?\s*(Z|[-+]\d\d:?\d\d)?)?)?)?$/i;

/** Parts of a date, from the year on as far as they are told. */
export interface DateParts {
  readonly year: string;
  readonly month?: string | undefined;
  readonly day?: string | undefined;
  /** `HH:MM`, and what may follow it. */
  readonly time?: string | undefined;
  readonly seconds?: string | undefined;
  /** `.123` */
  readonly fraction?: string | undefined;
  /** `Z` or `+07:00`. */
  readonly offset?: string | undefined;
}

/** The parts of `2024-05-01T10:11:12.5+07:00`, `2024:05:01 10:11:12` or the beginning of such; `undefined` for no date. */
export function dateParts(text: string): DateParts | undefined {
  const match = form.exec(text.trim());
  if (!match) return undefined;
  const [, year = '', month, day, hours, minutes, seconds, fraction, zone] = match;
  const isDay =
    (month === undefined || (Number(month) >= 1 && Number(month) <= 12)) &&
    (day === undefined || (Number(day) >= 1 && Number(day) <= daysOf(Number(year), Number(month))));
  const isTime = Number(hours ?? 0) < 24 && Number(minutes ?? 0) < 60 && Number(seconds ?? 0) <= 60;
  if (!isDay || !isTime) return undefined;
  const offset = zone && (/^z$/i.test(zone) ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`);
  if (offset && offset !== 'Z' && (Number(offset.slice(1, 3)) > 15 || Number(offset.slice(4)) > 59))
    return undefined;
  const time = hours === undefined ? undefined : `${hours}:${minutes}`;
  return { year, month, day, time, seconds, fraction, offset };
}

function daysOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The date in ISO 8601, as far as it is told. */
export function isoDate({ year, month, day, time, seconds, fraction, offset }: DateParts): string {
  const date = [year, month, day].filter((part) => part !== undefined).join('-');
  if (time === undefined) return date;
  return `${date}T${time}${seconds === undefined ? '' : `:${seconds}${fraction ?? ''}`}${offset ?? ''}`;
}
