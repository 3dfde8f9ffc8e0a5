// The names of files that are not finished.

/** A new one. */
export function temporaryName(): string {
  return `.exifkit-${Buffer.from(crypto.getRandomValues(new Uint8Array(8))).toString('hex')}.tmp`;
}

/** Whether a file of this name was left by a run that was killed. */
export function isTemporary(name: string): boolean {
  return /^\.exifkit-[0-9a-f]{16}\.tmp$/.test(name);
}
