// Lengths of time as ExifTool prints them.
import { fixed } from './exposure.js';

/** Seconds as `3.20 s` below half a minute, else as `h:mm:ss`, with days where there is more than one. */
export function durationText(seconds: number): string {
  if (seconds === 0) return '0 s';
  const sign = seconds < 0 ? '-' : '';
  const time = Math.abs(seconds);
  if (time < 30) return `${sign}${fixed(time, 2)} s`;
  const rounded = time + 0.5;
  const hours = Math.floor(rounded / 3600);
  const rest = rounded - hours * 3600;
  const minutes = Math.floor(rest / 60);
  const clock = [minutes, Math.floor(rest - minutes * 60)]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
  if (hours <= 24) return `${sign}${hours}:${clock}`;
  const days = Math.floor(hours / 24);
  return `${sign}${days} days ${hours - days * 24}:${clock}`;
}
