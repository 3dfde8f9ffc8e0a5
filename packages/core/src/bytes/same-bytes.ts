// Whether bytes are equal: of whole blocks, so without a call for each byte.

type Compare = (one: Uint8Array, other: Uint8Array) => number;

const nodeBuffer = (globalThis as { Buffer?: { compare: Compare } }).Buffer;

/** From this length on the platform's comparison is the faster one. */
const large = 256;

/** Whether both are as long and have the same bytes. */
export function isSameBytes(one: Uint8Array, other: Uint8Array): boolean {
  const { length } = one;
  if (length !== other.length) return false;
  if (nodeBuffer && length >= large) return nodeBuffer.compare(one, other) === 0;
  for (let i = 0; i < length; i++) if (one[i] !== other[i]) return false;
  return true;
}
