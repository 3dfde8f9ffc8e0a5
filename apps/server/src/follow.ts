// Follows a request from its start to the end of its answer: its id and trace, the headers that all answers share, the
// one line of the log, the measures.
import { ApiError, clientGone } from './errors.js';
import { describeError, type Log } from './log.js';
import type { Measures } from './measures.js';
import { type Context, isGone } from './routes/context.js';
import { traceOf } from './trace.js';

/** Gives a response its id, trace and common headers; logs and measures it when it has been sent. */
export async function follow(
  c: Context,
  next: () => Promise<void>,
  log: Log,
  measures: Measures,
  route: string,
): Promise<void> {
  const start = performance.now();
  const id = crypto.randomUUID();
  const trace = traceOf(c.req.header('traceparent'));
  c.set('requestId', id);
  measures.started();
  await next();
  // Not by c.header(), which makes a second Response of one that is there.
  const { status, headers } = c.res;
  headers.set('X-Request-Id', id);
  headers.set('traceparent', trace.header);
  headers.set('X-Content-Type-Options', 'nosniff');
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store');
  for (const [name, value] of Object.entries(c.get('rateHeaders') ?? {})) headers.set(name, value);
  const finish = (sent: number, failure: unknown = c.error): void => {
    c.get('onEnd')?.();
    const gone = isGone(c) ? clientGone() : undefined;
    const seconds = (performance.now() - start) / 1000;
    const answered = {
      method: knownMethods.has(c.req.method) ? c.req.method : 'other',
      route,
      status: gone?.status ?? status,
      received: c.get('received') ?? 0,
      sent,
      code: gone?.code ?? headers.get('X-Error-Code') ?? undefined,
    };
    measures.answered({ ...answered, seconds });
    log[answered.status < 500 ? 'info' : 'error']('request', {
      id,
      trace: trace.id,
      ...answered,
      ms: Math.round(seconds * 10_000) / 10,
      key: c.get('keyId'),
      cause: gone ? undefined : causeOf(failure),
    });
  };
  if (c.get('streams') && c.res.body) c.res = new Response(counted(c.res.body, finish), c.res);
  else finish(c.req.method === 'HEAD' ? 0 : Number(headers.get('content-length')));
}

/** Logs and counts an error of the HTTP layer, for which no request reached the app. */
export function logFault({ status, code }: ApiError, requestId: string, log: Log, measures: Measures): void {
  measures.refused(code);
  log.info('request', { id: requestId, status, code });
}

const knownMethods: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'POST',
  'DELETE',
  'OPTIONS',
  'PUT',
  'PATCH',
]);

/** What the log says of an error: nothing where its code says all. */
function causeOf(error: unknown): string | undefined {
  const cause = error instanceof ApiError ? error.cause : error;
  return cause === undefined ? undefined : describeError(cause);
}

/** The same stream; `finish` is called once with how many bytes went through, whether it ends, fails or is cancelled. */
function counted(
  stream: ReadableStream<Uint8Array>,
  finish: (bytes: number, failure?: unknown) => void,
): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  let bytes = 0;
  let hasEnded = false;
  // A stream that is cancelled while a piece is on its way ends at both.
  const end = (failure?: unknown): void => {
    if (!hasEnded) finish(bytes, failure);
    hasEnded = true;
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) {
            controller.close();
            end();
          } else {
            controller.enqueue(value);
            bytes += value.length;
          }
        } catch (error) {
          controller.error(error);
          end(error);
        }
      },
      async cancel(reason) {
        end();
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
