// Any page may use the API (CORS). Hono's own middleware makes a second Response of each answer, with streams.
import type { Context } from './routes/context.js';

const allowed = {
  'Access-Control-Allow-Methods': 'GET,HEAD,POST,DELETE',
  'Access-Control-Allow-Headers': 'X-API-Key,Content-Type',
  'Access-Control-Max-Age': '86400',
};

const exposed = [
  'X-Request-Id',
  'X-Error-Code',
  'traceparent',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'Allow',
  'Accept-Ranges',
  'Content-Disposition',
  'Content-Length',
  'Content-Range',
  'ETag',
].join(',');

/** Answers preflights, and says on every other answer that any page may read it. */
export async function cors(c: Context, next: () => Promise<void>): Promise<Response | undefined> {
  const isPreflight = c.req.method === 'OPTIONS';
  if (!isPreflight) await next();
  const response = isPreflight ? new Response(null, { status: 204, headers: allowed }) : c.res;
  response.headers.set('Access-Control-Allow-Origin', '*');
  response.headers.set('Access-Control-Expose-Headers', exposed);
  return isPreflight ? response : undefined;
}
