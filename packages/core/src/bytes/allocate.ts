// Memory for bytes that are all about to be written.

/** Bytes in memory of their own, by the types of any TypeScript. */
export type OwnBytes = ReturnType<Uint8Array['slice']>;

type Allocate = (length: number) => OwnBytes;

const nodeBuffer = (globalThis as { Buffer?: { allocUnsafeSlow: Allocate } }).Buffer;

/** From this length on not zeroing saves more than the platform's call costs. */
const large = 16 << 10;

/**
 * An array whose contents are not defined: the caller writes every byte of it. Where the platform can, it is
 * not zeroed first, which costs as much as the copy that follows.
 */
export function allocate(length: number): OwnBytes {
  if (!nodeBuffer || length < large) return new Uint8Array(length);
  return new Uint8Array(nodeBuffer.allocUnsafeSlow(length).buffer);
}
