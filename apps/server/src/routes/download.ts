// GET /download-cleaned/{uuid}.
import { notFound } from '../errors.js';
import { attachment } from '../file-name.js';
import { parseRange } from '../range.js';
import type { Stored } from '../storage/store.js';
import { type Context, type Parts, uuidOf } from './context.js';

/** Sends a cleaned file, whole or one range of it, as a download that no browser runs. */
export async function getDownload(c: Context, { store }: Parts): Promise<Response> {
  const uuid = uuidOf(c.req.param('uuid') ?? '');
  const file = uuid === undefined ? undefined : await store.get('cleaned', uuid);
  if (!file) throw fileNotFound();
  const etag = `"${file.id}"`;
  const ifRange = c.req.header('if-range');
  const rangeCounts = c.req.method === 'GET' && (ifRange === undefined || ifRange === etag);
  const range = rangeCounts ? parseRange(c.req.header('range'), file.size) : undefined;
  const { start, end } = range ?? { start: 0, end: file.size };
  const body = c.req.method === 'HEAD' ? null : await file.open(start, end);
  if (body === undefined) throw fileNotFound();
  const headers = { ...fileHeaders(file), ETag: etag, 'Content-Length': String(end - start) };
  if (!range) return new Response(body, { headers });
  const part = { ...headers, 'Content-Range': `bytes ${start}-${end - 1}/${file.size}` };
  return new Response(body, { status: 206, headers: part });
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
