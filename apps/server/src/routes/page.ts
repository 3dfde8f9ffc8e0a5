// The page that reads and cleans in the browser, and the documents: static files, which may send nothing anywhere.
import { bytesResponse, notFound } from '../errors.js';
import type { Context } from './context.js';

/** A file of the page. */
export interface PageFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

/** Finds a file of the page by its path without the first slash. */
export type FindPageFile = (path: string) => Promise<PageFile | undefined>;

/** As the page says itself, and that no other site may show it in a frame. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "worker-src 'self'",
  "manifest-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The worker that keeps the page fetches the files of the page, and only that may. */
const installerPolicy = "default-src 'none'; script-src 'self'; connect-src 'self'";
const installer = 'sw.js';

const year = 365 * 24 * 60 * 60;

export async function getPage(c: Context, find: FindPageFile | undefined): Promise<Response> {
  // The path of the request has lost the slash at its end.
  const asked = new URL(c.req.url).pathname.slice(1);
  const path = asked === '' || asked.endsWith('/') ? `${asked}index.html` : asked;
  const file = await find?.(path);
  if (!file) {
    const folder = path.includes('.') ? undefined : await find?.(`${path}/index.html`);
    if (folder) return new Response(null, { status: 308, headers: { Location: `/${path}/` } });
    throw notFound('route-not-found', 'Not found');
  }
  return bytesResponse(file.bytes, file.type, 200, {
    'Content-Security-Policy': path === installer ? installerPolicy : policy,
    'Referrer-Policy': 'no-referrer',
    // Names under `assets/` hold a digest of the content.
    'Cache-Control': path.startsWith('assets/') ? `public, max-age=${year}, immutable` : 'no-cache',
  });
}
