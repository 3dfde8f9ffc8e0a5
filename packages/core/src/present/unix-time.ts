// Seconds since 1970 as ExifTool prints them.

const furthest = 8e12;

/** `2012:02:11 13:17:08` in UTC; zeros for 0, which stands for no time, and for what no date can hold. */
export function unixTimeText(seconds: number): string {
  if (seconds === 0 || !(Math.abs(seconds) <= furthest)) return '0000:00:00 00:00:00';
  return new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ').replaceAll('-', ':');
}
