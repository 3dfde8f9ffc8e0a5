// A length of time as ExifTool prints it.
import { fixed } from '../../present/exposure.js';
import type { TagValue } from '../../types.js';

/** Seconds as `1.20 s` below half a minute, `0:01:30` from there on, with days in front from 25 hours on. */
export function printDuration(value: TagValue): string {
  const seconds = Number(value);
  if (seconds === 0) return '0 s';
  if (seconds < 30) return `${fixed(seconds, 2)} s`;
  const whole = Math.floor(seconds + 0.5);
  const hours = Math.floor(whole / 3600);
  const days = hours > 24 ? Math.floor(hours / 24) : 0;
  const two = (part: number): string => String(part).padStart(2, '0');
  const clock = `${hours - 24 * days}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return days > 0 ? `${days} days ${clock}` : clock;
}
