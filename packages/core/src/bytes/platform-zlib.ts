// Node's zlib, where there is one that works at once (Node, Bun, Deno): it takes a fraction of our own code's time.

interface PlatformZlib {
  inflateSync(data: Uint8Array, options: { maxOutputLength: number }): Uint8Array;
  brotliDecompressSync?(data: Uint8Array, options: { maxOutputLength: number }): Uint8Array;
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
