// Seconds since 1970 as a date in text.

const secondsInRange = 253_402_300_800;

/** `2012:02:11 13:17:08` in UTC; the year 1970 for what no date can hold. */
export function dateOfSeconds(seconds: number): string {
  const inRange = seconds >= 0 && seconds < secondsInRange ? Math.floor(seconds) : 0;
  return new Date(inRange * 1000).toISOString().slice(0, 19).replace('T', ' ').replaceAll('-', ':');
}
