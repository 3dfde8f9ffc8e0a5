// A decoder of Brotli for where the platform has none. What is built of this file holds the package whole, with a patch that
// keeps it from giving more than it was asked for; the bundles for Node have Node's own in its place, the one that fetches
// nothing has none.
import { decompress } from 'brotli/decompress';

/** Gives `length` bytes at most. Throws where there would be more, and where the data are damaged. */
export const decompressBrotli: ((data: Uint8Array, length: number) => Uint8Array) | undefined = decompress;
