// Names made of a moment, by a pattern as `date` of a shell has it.
import { UsageError } from './usage.js';

/** A time as a camera states it, in no zone. */
export interface Moment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

const digits = (value: number, count = 2): string => String(value).padStart(count, '0');

const fields: { readonly [letter: string]: (moment: Moment) => string } = {
  Y: ({ year }) => digits(year, 4),
  y: ({ year }) => digits(year % 100),
  m: ({ month }) => digits(month),
  d: ({ day }) => digits(day),
  j: ({ year, month, day }) =>
    digits((Date.UTC(year, month - 1, day) - Date.UTC(year, 0, 0)) / 86_400_000, 3),
  H: ({ hour }) => digits(hour),
  I: ({ hour }) => digits(hour % 12 || 12),
  M: ({ minute }) => digits(minute),
  S: ({ second }) => digits(second),
  f: ({ millisecond }) => digits(millisecond, 3),
  '%': () => '%',
};

/** What gives the name for a moment. Throws {@link UsageError} for a pattern that makes no names of files. */
export function patternOf(pattern: string): (moment: Moment) => string {
  if (/[/\\\0-\x1f]/.test(pattern))
    throw new UsageError('--format gives a name: files stay in their folders');
  if (/^\.|^$/.test(pattern)) throw new UsageError('--format takes a name that does not begin with a dot');
  for (const [sign, letter = ''] of pattern.matchAll(/%(.?)/g))
    if (!Object.hasOwn(fields, letter))
      throw new UsageError(
        `--format knows no ${sign}: there are ${Object.keys(fields)
          .map((known) => `%${known}`)
          .join(' ')}`,
      );
  return (moment) => pattern.replace(/%(.)/g, (_, letter: string) => fields[letter]?.(moment) ?? '');
}
