// The HTTP API as a Hono app. It runs wherever its parts do; the entries bring them.
import { Hono } from 'hono/tiny';
import { cors } from './cors.js';
import { ApiError, errorResponse, notFound, unavailable } from './errors.js';
import { follow } from './follow.js';
import { createMeasures, observeStore, observeWork } from './measures.js';
import { postBatch } from './routes/batch.js';
import type { Bindings, Context, Parts, Variables } from './routes/context.js';
import { deleteDownload, getDownload } from './routes/download.js';
import { postEdit } from './routes/edit.js';
import { deleteExtract, getExtract, postExtract } from './routes/extract.js';
import { getPage } from './routes/page.js';
import { postRemove } from './routes/remove.js';
import { getDocument, getHealth, getMetrics, getReadiness } from './routes/sight.js';

/** The app: the API, and what shows how the server does. */
export type App = Hono<{ Bindings: Bindings; Variables: Variables }>;

/** Makes the app of its parts. */
export function createApp(given: Parts): App {
  const { measures = createMeasures() } = given;
  const store = observeStore(given.store, measures);
  const work = given.capacity.counting(observeWork(given.work, measures));
  const parts = { ...given, measures, store, work };
  const app: App = new Hono({ strict: false });
  app.use((c, next) => follow(c, next, parts.log, measures, routeName(c.req.path)));
  app.use(cors);
  app.use(checkUrlLength);
  app.get(paths.health, getHealth);
  app.get(paths.document, (c) => getDocument(c, parts));
  app.get(paths.metrics, (c) => getMetrics(c, parts));
  app.use((_, next) => refuseNewWork(next, parts));
  app.get(paths.ready, (c) => getReadiness(c, parts));
  app.post(paths.batch, (c) => postBatch(c, parts));
  app.all(paths.batch, methodNotAllowed('POST'));
  app.post(paths.extract, (c) => postExtract(c, parts));
  app.get(paths.result, (c) => getExtract(c, parts));
  app.delete(paths.result, (c) => deleteExtract(c, parts));
  app.post(paths.remove, (c) => postRemove(c, parts));
  app.post(paths.edit, (c) => postEdit(c, parts));
  app.get(paths.download, (c) => getDownload(c, parts));
  app.delete(paths.download, (c) => deleteDownload(c, parts));
  for (const path of [paths.health, paths.ready, paths.metrics, paths.document])
    app.all(path, methodNotAllowed('GET, HEAD'));
  for (const path of [paths.extract, paths.remove, paths.edit]) app.all(path, methodNotAllowed('POST'));
  for (const path of [paths.result, paths.download]) app.all(path, methodNotAllowed('GET, HEAD, DELETE'));
  app.get('*', (c) => getPage(c, parts.pageFile));
  app.notFound(() => errorResponse(notFound('route-not-found', 'Not found')));
  app.onError(errorResponse);
  return app;
}

const paths = {
  extract: '/api/v1/extract',
  batch: '/api/v1/extract/batch',
  result: '/api/v1/extract/:uuid',
  remove: '/api/v1/remove',
  edit: '/api/v1/edit',
  download: '/download-cleaned/:uuid',
  health: '/healthz',
  ready: '/readyz',
  metrics: '/metrics',
  document: '/openapi.json',
} as const;

/** Once the server is stopping, only what runs may finish; a connection that is still open ends with its answer. */
async function refuseNewWork(next: () => Promise<void>, { stopping }: Parts): Promise<void> {
  if (stopping?.()) {
    throw new ApiError(503, 'shutting-down', unavailable, { 'Retry-After': '5', Connection: 'close' });
  }
  await next();
}

const urlLimit = 8192;

async function checkUrlLength(c: Context, next: () => Promise<void>): Promise<void> {
  if (c.req.url.length > urlLimit) throw new ApiError(414, 'url-too-long', 'The URL is too long');
  await next();
}

/** A path as it may be logged: known names only, since a uuid opens what it names. */
function routeName(path: string): string {
  const bare = path.replace(/(?<=.)\/$/, '');
  return [bare, bare.replace(/[^/]+$/, ':uuid')].find((name) => routes.has(name)) ?? '(other)';
}

const routes: ReadonlySet<string> = new Set(Object.values(paths));

function methodNotAllowed(allow: string): () => never {
  return () => {
    throw new ApiError(405, 'method-not-allowed', 'Method not allowed', { Allow: allow });
  };
}
