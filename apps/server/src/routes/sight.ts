// GET /healthz, /readyz and /metrics, which show how the server does, and /openapi.json, which says what it can do.
import { ApiError, bytesResponse, jsonResponse } from '../errors.js';
import { sameSecret } from '../keys.js';
import { metricsType } from '../metrics.js';
import type { Context, Parts } from './context.js';

/** The process answers. */
export function getHealth(): Response {
  return jsonResponse({ success: true, status: 'ok' });
}

/** The server can do its work: it is not stopping, and its store answers. */
export async function getReadiness(_: Context, { store }: Parts): Promise<Response> {
  await store.get('results', noUuid);
  return jsonResponse({ success: true, status: 'ready' });
}

const noUuid = '00000000-0000-0000-0000-000000000000';

/** The measures, for who sends the token that is set; where none is, for this machine. */
export async function getMetrics(c: Context, { config, measures }: Parts): Promise<Response> {
  const given = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  const { metricsToken } = config;
  const mayRead =
    metricsToken === undefined ? await isOwnMachine(c) : await sameSecret(given ?? '', metricsToken);
  if (!mayRead) {
    throw new ApiError(401, 'invalid-metrics-token', 'Invalid token', { 'WWW-Authenticate': 'Bearer' });
  }
  return bytesResponse(new TextEncoder().encode(measures?.metrics.text()), metricsType);
}

/** Whether a request comes from this machine, and not by way of a proxy on it. */
async function isOwnMachine(c: Context): Promise<boolean> {
  const { peer } = c.env ?? {};
  if (peer === undefined || forwardedHeaders.some((name) => c.req.header(name))) return false;
  return (await import('../addresses.js')).isLoopback(peer);
}

const forwardedHeaders = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
];

/** The OpenAPI document. */
export async function getDocument(_: Context, { config }: Parts): Promise<Response> {
  const { openApiDocument } = await import('../openapi/document.js');
  return jsonResponse(openApiDocument(config.publicUrl));
}
