// Whether bytes are equal: of whole blocks, so without a call for each byte.

/** Whether both are as long and have the same bytes. */
export function isSameBytes(one: Uint8Array, other: Uint8Array): boolean {
  const { length } = one;
  if (length !== other.length) return false;
  for (let i = 0; i < length; i++) if (one[i] !== other[i]) return false;
  return true;
}
