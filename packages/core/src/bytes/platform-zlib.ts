// Node's zlib, where there is one that works at once (Node, Bun, Deno): it takes a fraction of our own code's time.

type InflateSync = (data: Uint8Array, options: { maxOutputLength: number }) => Uint8Array;
interface PlatformZlib {
  readonly inflateSync: InflateSync;
  readonly inflateRawSync: InflateSync;
  readonly brotliDecompressSync?: InflateSync;
  crc32?(data: Uint8Array, before: number): number;
}
interface PlatformProcess {
  getBuiltinModule?(id: 'node:zlib'): PlatformZlib | undefined;
}

const { process } = globalThis as { process?: PlatformProcess };
let zlib: PlatformZlib | undefined;

/** Loaded when first asked for: for less than this many bytes that is not worth it. */
export const worthPlatform = 2048;

export function platformZlib(): PlatformZlib | undefined {
  zlib ??= process?.getBuiltinModule?.('node:zlib');
  return zlib;
}

/**
 * What a long stream of this form gives, to at most `limit` bytes; `undefined` where it is not whole, or there is no
 * platform to inflate it.
 */
export function inflateByPlatform(
  form: 'inflateSync' | 'inflateRawSync',
  data: Uint8Array,
  limit: number,
): Uint8Array | undefined {
  const zlib = data.length < worthPlatform ? undefined : platformZlib();
  try {
    const { buffer, byteOffset, length } = zlib?.[form](data, { maxOutputLength: limit }) ?? {};
    return buffer && new Uint8Array(buffer, byteOffset, length);
  } catch {
    return undefined;
  }
}
