// A request over Node's own HTTP, which Bun and Deno have too: unlike `fetch`, it says on all three how long a streamed
// body will be, without which S3 takes none.
import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { chunksOf } from './body.js';
import { createPatience, type Patience, receiving, sending } from './patience.js';
import type { Entry, SizedStream } from './store.js';

/** What is asked of a server. */
export interface Question {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Entry['body'] | undefined;
}

/** What a server answered. */
export interface Answer {
  readonly status: number;
  /** A header's value by its lower-case name. */
  header(name: string): string;
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
}

/** Asks, and waits no longer than so many milliseconds for each step. Rejects where no answer comes. */
export async function exchange(
  url: string,
  { method, headers, body }: Question,
  waitFor: number,
): Promise<Answer> {
  const patience = createPatience(waitFor);
  const start = url.startsWith('https:') ? requestHttps : requestHttp;
  const request = start(url, { method, headers, signal: patience.signal });
  patience.start();
  const answered = new Promise<IncomingMessage>((settle, fail) => {
    request.on('response', settle).on('error', fail);
    request.on('close', () => fail(new Error('the connection was closed')));
    if (body instanceof Uint8Array || !body) request.end(body);
    else sendStream(request, body, patience).catch(fail);
  });
  const message = await answered.finally(patience.stop);
  message.once('close', () => {
    // An answer that did not wait for the whole body ends the connection.
    if (!request.writableFinished) request.destroy();
    patience.stop();
  });
  return answerOf(message, patience);
}

/** Sends a body; the request ends with one that fails. */
function sendStream(
  request: ClientRequest,
  { size, stream }: SizedStream,
  patience: Patience,
): Promise<void> {
  return pipeline(chunksOf({ size, stream: sending(stream, patience) }), request);
}

function answerOf(message: IncomingMessage, patience: Patience): Answer {
  const stream = Readable.toWeb(message) as ReadableStream<Uint8Array>;
  return {
    status: message.statusCode ?? 0,
    header: (name) => String(message.headers[name] ?? ''),
    body: receiving(stream, patience),
  };
}
