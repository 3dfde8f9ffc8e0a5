// Angles out of degrees, minutes and seconds.

/** Degrees of up to three numbers: degrees, minutes, seconds. */
export function toDegrees(parts: readonly number[]): number {
  return (parts[0] ?? 0) + ((parts[1] ?? 0) + (parts[2] ?? 0) / 60) / 60;
}
