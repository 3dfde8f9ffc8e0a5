// GET /download-cleaned/{uuid}.
import { ApiError, notFound } from '../errors.js';
import { attachment } from '../file-name.js';
import { parseRange } from '../range.js';
import type { Stored } from '../storage/store.js';
import { admitReader, type Context, deleteOwn, type Parts, uuidOf } from './context.js';

/** Sends a cleaned file, whole or one range of it, as a download that no browser runs. */
export async function getDownload(c: Context, parts: Parts): Promise<Response> {
  const { store, capacity } = parts;
  await admitReader(c, parts);
  const uuid = uuidOf(c.req.param('uuid') ?? '');
  const file = uuid === undefined ? undefined : await store.get('cleaned', uuid);
  if (!file) throw fileNotFound();
  const etag = `"${file.id}"`;
  checkIfMatch(c.req.header('if-match'), etag);
  const known = tagsIn(c.req.header('if-none-match') ?? '');
  if ([etag, `W/${etag}`, '*'].some((tag) => known.includes(tag))) {
    return new Response(null, { status: 304, headers: { ETag: etag } });
  }
  const ifRange = c.req.header('if-range');
  const rangeCounts = c.req.method === 'GET' && (ifRange === undefined || ifRange === etag);
  const range = rangeCounts ? parseRange(c.req.header('range'), file.size) : undefined;
  const { start, end } = range ?? { start: 0, end: file.size };
  if (c.req.method !== 'HEAD') c.set('onEnd', capacity.beginDownload());
  const body = c.req.method === 'HEAD' ? null : await file.open(start, end);
  if (body === undefined) throw fileNotFound();
  c.set('streams', true);
  const headers = { ...fileHeaders(file), ETag: etag, 'Content-Length': String(end - start) };
  if (!range) return new Response(body, { headers });
  const part = { ...headers, 'Content-Range': `bytes ${start}-${end - 1}/${file.size}` };
  return new Response(body, { status: 206, headers: part });
}

/** Takes a cleaned file away. */
export function deleteDownload(c: Context, parts: Parts): Promise<Response> {
  return deleteOwn(c, parts, 'cleaned', fileNotFound());
}

/** Throws ApiError 412 `precondition-failed` where another version is asked for (RFC 9110 13.1.1). */
function checkIfMatch(header: string | undefined, etag: string): void {
  if (header === undefined || tagsIn(header).some((tag) => tag === etag || tag === '*')) return;
  throw new ApiError(412, 'precondition-failed', 'The file is another version');
}

function tagsIn(header: string): string[] {
  return header.split(',').map((tag) => tag.trim());
}

function fileHeaders({ meta }: Stored): Record<string, string> {
  const type = meta['type'] ?? '';
  return {
    'Content-Type': isPicture(type) ? type : 'application/octet-stream',
    'Content-Disposition': attachment(meta['name'] ?? 'file'),
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Accept-Ranges': 'bytes',
  };
}

/** Picture types, those apart that may hold scripts. */
function isPicture(type: string): boolean {
  return /^image\/[a-z0-9.+-]+$/.test(type) && !type.includes('xml');
}

function fileNotFound(): Error {
  return notFound('file-not-found', 'No file found with the given UUID.');
}
