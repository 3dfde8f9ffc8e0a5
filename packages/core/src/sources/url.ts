// A file behind a URL, read by range requests (RFC 9110 section 14).
import type { ByteRange } from '../bytes/scan.js';
import { MetadataError } from '../errors.js';
import { defaultLimits } from '../limits.js';
import type { PlatformFetch, PlatformHeaders, PlatformSignal, UrlLike } from './platform.js';
import type { ByteSource } from './source.js';
import { streamSource } from './stream.js';

/** How {@link fromUrl} asks for the file. */
export interface UrlOptions {
  /** Sent with each request. */
  readonly headers?: PlatformHeaders;
  /** Used in place of the global `fetch`. On a server that takes URLs from strangers, pass one that checks addresses. */
  readonly fetch?: PlatformFetch;
}

/**
 * A file behind a URL. Only the parts that hold metadata are fetched, where the server answers range
 * requests; where it does not, one request is read as far as needed, and held: at most 128 MiB.
 *
 * Reading rejects with MetadataError `source-failed` on any status but 200 and 206, and when the file
 * changes between two requests.
 */
export function fromUrl(url: string | UrlLike, options: UrlOptions = {}): ByteSource {
  const request = options.fetch ?? globalThis.fetch;
  const address = typeof url === 'string' ? url : url.href;
  let size: number | undefined;
  let version: string | null | undefined;
  let whole: ByteSource | undefined;

  async function get(range: ByteRange, signal?: PlatformSignal): Promise<Uint8Array> {
    const headers = new Headers(options.headers);
    headers.set('Range', `bytes=${range.start}-${range.end - 1}`);
    headers.set('Accept-Encoding', 'identity');
    const response = await request(address, { headers, signal: signal ?? null });
    if (response.status === 206) return partial(response, range);
    if (response.status === 416) return new Uint8Array(0);
    if (response.status !== 200 || !response.body) {
      throw new MetadataError('source-failed', `the server answered ${response.status}`, {
        offset: range.start,
      });
    }
    const length = response.headers.get('Content-Length');
    whole = streamSource(
      response.body.getReader(),
      defaultLimits.totalReadBytes,
      length === null ? undefined : Number(length),
    );
    return whole.read(range);
  }

  async function partial(response: Response, range: ByteRange): Promise<Uint8Array> {
    const match = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(response.headers.get('Content-Range') ?? '');
    const tag = response.headers.get('ETag') ?? response.headers.get('Last-Modified');
    if (!match || Number(match[1]) !== range.start) {
      throw new MetadataError('source-failed', 'the server answered another range than asked', {
        offset: range.start,
      });
    }
    if (version !== undefined && version !== tag) {
      throw new MetadataError('source-failed', 'the file changed while it was read', { offset: range.start });
    }
    version = tag;
    if (match[2] !== '*') size = Number(match[2]);
    return new Uint8Array(await response.arrayBuffer());
  }

  return {
    get size() {
      return whole ? whole.size : size;
    },
    name: new URL(address, 'http://localhost').pathname.split('/').at(-1),
    read: (range, signal) => (whole ? whole.read(range, signal) : get(range, signal)),
    async close(): Promise<void> {
      const open = whole;
      whole = undefined;
      await open?.close?.();
    },
  };
}
