// The HTTP API as a Hono app. It runs wherever its parts do; the entries bring them.
import { Hono } from 'hono';
import { cors } from './cors.js';
import { ApiError, clientGone, errorResponse, notFound } from './errors.js';
import { describeError } from './log.js';
import { type Bindings, type Context, isGone, type Parts, type Variables } from './routes/context.js';
import { getDownload } from './routes/download.js';
import { getExtract, postExtract } from './routes/extract.js';
import { postRemove } from './routes/remove.js';

/** The app: three endpoints and the download. */
export type App = Hono<{ Bindings: Bindings; Variables: Variables }>;

/** Makes the app of its parts. */
export function createApp(parts: Parts): App {
  const app: App = new Hono({ strict: false });
  app.use((c, next) => follow(c, next, parts));
  app.use(cors);
  app.use(checkUrlLength);
  app.post(paths.extract, (c) => postExtract(c, parts));
  app.get(paths.result, (c) => getExtract(c, parts));
  app.post(paths.remove, (c) => postRemove(c, parts));
  app.get(paths.download, (c) => getDownload(c, parts));
  app.all(paths.extract, methodNotAllowed('POST'));
  app.all(paths.result, methodNotAllowed('GET, HEAD'));
  app.all(paths.remove, methodNotAllowed('POST'));
  app.all(paths.download, methodNotAllowed('GET, HEAD'));
  app.notFound(() => errorResponse(notFound('route-not-found', 'Not found')));
  app.onError((error, c) => {
    const isFault = !(error instanceof ApiError) && !isGone(c);
    if (isFault) parts.log(`${c.get('requestId')} failed: ${describeError(error)}`);
    return errorResponse(error);
  });
  return app;
}

const paths = {
  extract: '/api/v1/extract',
  result: '/api/v1/extract/:uuid',
  remove: '/api/v1/remove',
  download: '/download-cleaned/:uuid',
} as const;

/** Gives every response its id and the headers all share, and logs one line for it. */
async function follow(c: Context, next: () => Promise<void>, { log, now }: Parts): Promise<void> {
  const start = now();
  const requestId = crypto.randomUUID();
  c.set('requestId', requestId);
  await next();
  // Not c.header(), which makes a second Response of one that is there.
  const { headers } = c.res;
  headers.set('X-Request-Id', requestId);
  headers.set('X-Content-Type-Options', 'nosniff');
  headers.set('Cache-Control', 'no-store');
  const status = isGone(c) ? clientGone().status : c.res.status;
  log(`${requestId} ${c.req.method} ${routeName(c.req.path)} ${status} ${now() - start}ms`);
}

const urlLimit = 8192;

async function checkUrlLength(c: Context, next: () => Promise<void>): Promise<void> {
  if (c.req.url.length > urlLimit) throw new ApiError(414, 'url-too-long', 'The URL is too long');
  await next();
}

/** A path as it may be logged: known names only, since a uuid opens what it names. */
function routeName(path: string): string {
  const bare = path
    .replace(/(?<=.)\/$/, '')
    .replace(/[^/]+$/, (last) => (fixedNames.has(last) ? last : ':uuid'));
  return Object.values<string>(paths).includes(bare) ? bare : '(other)';
}

const fixedNames: ReadonlySet<string> = new Set(['extract', 'remove']);

function methodNotAllowed(allow: string): () => never {
  return () => {
    throw new ApiError(405, 'method-not-allowed', 'Method not allowed', { Allow: allow });
  };
}
