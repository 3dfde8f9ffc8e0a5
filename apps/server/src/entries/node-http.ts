// HTTP on Node: faults that the HTTP layer finds are answered in the API's envelope too, and no connection is
// reset on which another request may follow.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import type { App } from '../app.js';
import { ApiError, badRequest, clientGone, errorResponse } from '../errors.js';
import type { TakeChunk } from '../input.js';

/** How patient the server is, in milliseconds. */
export interface HttpTimes {
  /** For all headers of a request. */
  readonly headers: number;
  /** In which a body is to come at the least speed, again and again. */
  readonly body: number;
  /** For a connection on which nothing comes and nothing goes. */
  readonly idle: number;
  /** For the rest of a body after its answer. */
  readonly drain: number;
  /** After which a client that sends no more is asked whether it is still there. */
  readonly ask: number;
}

const defaultTimes: HttpTimes = { headers: 15_000, body: 10_000, idle: 120_000, drain: 30_000, ask: 1000 };

/** What a server bears. */
export interface HttpLimits {
  readonly maxConnections: number;
  /** Least speed of a body in bytes a second. */
  readonly minBodyRate: number;
}

/** Milliseconds between two requests on a connection: more than proxies wait, who would else send on one that ends. */
const keepAlive = 65_000;

/** The host of a request of HTTP/1.0 that names none. */
const hostOfNone = 'localhost';

/** Bytes of a body that are still read after its answer. */
const drainLimit = 64 * 2 ** 20;
const headerLimit = 32 * 1024;

/** A server that does not listen yet. `takeFault` gets each fault of a request that does not reach the app. */
export function createHttpServer(
  app: App,
  limits: HttpLimits,
  times: Partial<HttpTimes> = {},
  takeFault: (error: ApiError, requestId: string) => void = () => {},
): Server {
  const note = (error: ApiError): string => {
    const requestId = crypto.randomUUID();
    takeFault(error, requestId);
    return requestId;
  };
  const { headers, body, idle, drain, ask } = { ...defaultTimes, ...times };
  const traffic = { bytes: 0 };
  const pace = { time: body, bytes: (limits.minBodyRate * body) / 1000 };
  const waiting = new WeakSet<IncomingMessage>();
  const open = new WeakMap<Duplex, ServerResponse>();
  const listener = getRequestListener(
    async (asked, { incoming, outgoing }) => {
      const acceptBody = (): void => {
        if (waiting.delete(incoming as IncomingMessage) && 'writeContinue' in outgoing)
          outgoing.writeContinue();
      };
      const response = await app.fetch(asked, {
        peer: incoming.socket?.remoteAddress,
        acceptBody,
        body: (take) => readBody(incoming as IncomingMessage, pace, traffic, take),
        isGone: () => outgoing.destroyed || (incoming.destroyed && !incoming.complete),
      });
      // The server is about to end, and with it the connection.
      if (!server.listening) response.headers.set('Connection', 'close');
      return afterBody(
        response,
        incoming as IncomingMessage,
        waiting.has(incoming as IncomingMessage),
        drain,
      );
    },
    { errorHandler: () => answerOf(malformed, note(malformed)), hostname: hostOfNone },
  );
  const follow = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const { socket } = incoming;
    if (!hasRightHost(incoming)) {
      void sendError(outgoing, malformed, note(malformed));
      return;
    }
    open.set(socket, outgoing);
    outgoing.on('finish', () => {
      if (open.get(socket) === outgoing) open.delete(socket);
      // A body that goes on and on after its answer holds its connection no longer.
      if (!incoming.complete) setTimeout(() => incoming.complete || socket.destroy(), drain).unref();
    });
    void listener(incoming, outgoing);
  };
  const server = createServer(
    {
      maxHeaderSize: headerLimit,
      requireHostHeader: false,
      headersTimeout: headers,
      // A body has its least speed.
      requestTimeout: 0,
      connectionsCheckingInterval: Math.min(headers, 5000),
    },
    follow,
  );
  server.on('checkContinue', (incoming, outgoing) => {
    waiting.add(incoming);
    follow(incoming, outgoing);
  });
  server.on('checkExpectation', (_, outgoing) => {
    void sendError(outgoing, notExpected, note(notExpected));
  });
  server.on('clientError', (error: FaultError, socket) => {
    const outgoing = open.get(socket);
    // What comes behind a whole request takes no answer from it.
    if (outgoing?.req.complete && socket.writable) endAfter(socket, outgoing);
    else endWith(socket, outgoing, faultOf(error), note);
  });
  server.on('connect', (_, socket) => endWith(socket, undefined, notImplemented, note));
  server.on('timeout', (socket) => {
    const outgoing = open.get(socket);
    // Between two requests nothing is owed: who gets an answer unasked takes it for a fault.
    if (outgoing) endWith(socket, outgoing, tooSlow, note);
    else socket.end(() => socket.destroy());
  });
  // Who has sent all may close that half of the connection, and gets an answer.
  Object.assign(server, { httpAllowHalfOpen: true });
  server.on('connection', (socket) => {
    socket.once('end', () => askWhetherThere(socket, () => open.get(socket), ask));
  });
  server.setTimeout(idle);
  server.keepAliveTimeout = keepAlive;
  server.maxConnections = limits.maxConnections;
  return server;
}

/**
 * A client that sends no more may have closed one half of its connection, or all of it, which looks the same. Who has
 * gone resets the connection at an interim answer (102), and the next one fails; who is there takes no notice of it.
 */
function askWhetherThere(socket: Socket, answer: () => ServerResponse | undefined, time: number): void {
  const asking = setInterval(() => {
    const outgoing = answer();
    if (!outgoing || outgoing.headersSent || socket.destroyed) clearInterval(asking);
    else if (outgoing.req.httpVersion !== '1.0' && 'writeProcessing' in outgoing) outgoing.writeProcessing();
  }, time);
  asking.unref();
  socket.once('close', () => clearInterval(asking));
}

/**
 * An answer that comes before the request's body has been read whole: it is sent at once, and ends when the rest has
 * come and been let go. Where that rest may be too much, the connection ends with it, and the answer says so.
 */
async function afterBody(
  response: Response,
  incoming: IncomingMessage,
  unasked: boolean,
  time: number,
): Promise<Response> {
  if (incoming.readableEnded || incoming.destroyed || !hasBody(incoming)) return response;
  const length = Number(incoming.headers['content-length']);
  const headers = new Headers(response.headers);
  const isLast = unasked || response.status === tooSlow.status;
  if (isLast || !(length <= drainLimit)) headers.set('Connection', 'close');
  let { body } = response;
  // The client must see where the answer ends before the connection does.
  if (body && !headers.has('Content-Length')) {
    const bytes = await response.blob();
    headers.set('Content-Length', String(bytes.size));
    body = bytes.stream();
  }
  const held = new ReadableStream<Uint8Array>({
    async start(controller) {
      if (body) for await (const chunk of body) controller.enqueue(chunk);
      await drained(incoming, isLast ? Math.min(time, lastTime) : time);
      controller.close();
    },
  });
  return new Response(held, { status: response.status, headers });
}

/** How many bytes of a body are to come in a time in milliseconds. */
interface Pace {
  readonly time: number;
  readonly bytes: number;
}

/** A time that has become so many times as long is one in which this process had no turn. */
const late = 1.05;

/** Bytes of all bodies that come in a millisecond from which on senders wait for each other, on their line or machine. */
const busyRate = 1024;

/**
 * Gives the chunks of a body; what is not taken is left in the connection. Rejects with ApiError 408 where the body
 * does not keep to the pace, times apart in which we did not take it, others took the way, or this process had no turn.
 */
function readBody(
  incoming: IncomingMessage,
  pace: Pace,
  traffic: { bytes: number },
  take: TakeChunk,
): Promise<void> {
  return new Promise((settle, fail) => {
    let came = 0;
    let waited = false;
    let before = traffic.bytes;
    let start = performance.now();
    let judging: NodeJS.Immediate | undefined;
    const judge = (): void => {
      const isBusy = (traffic.bytes - before) / pace.time > busyRate;
      const isLate = performance.now() - start > pace.time * late;
      if (came < pace.bytes && !waited && !isBusy && !isLate) stop(tooSlow);
      came = 0;
      waited = incoming.isPaused();
      before = traffic.bytes;
      start = performance.now();
    };
    // What has come and is not read yet is read before.
    const timer = setInterval(() => {
      judging = setImmediate(judge);
    }, pace.time);
    const end = (finish: () => void): void => {
      clearInterval(timer);
      clearImmediate(judging);
      incoming.off('data', onData).off('end', onEnd).off('close', onClose).off('error', onClose);
      finish();
    };
    const onEnd = (): void => end(settle);
    const onClose = (): void => end(() => fail(clientGone()));
    const stop = (error: unknown): void => {
      incoming.pause();
      end(() => fail(error));
    };
    const onData = (chunk: Uint8Array): void => {
      came += chunk.length;
      traffic.bytes += chunk.length;
      try {
        const taking = take(chunk);
        if (!taking) return;
        waited = true;
        incoming.pause();
        taking.then(() => incoming.resume(), stop);
      } catch (error) {
        stop(error);
      }
    };
    if (incoming.readableEnded) return onEnd();
    if (incoming.destroyed) return onClose();
    incoming.on('end', onEnd).on('close', onClose).on('error', onClose).on('data', onData);
  });
}

/** Milliseconds for a body that was told not to come, or came too slowly. */
const lastTime = 1000;

/**
 * Whether a request names one host, or before HTTP/1.1 none (RFC 9112, 3.2): of two, what stands before the server may
 * have taken the other.
 */
function hasRightHost({ rawHeaders, httpVersion }: IncomingMessage): boolean {
  const count = rawHeaders.filter((text, i) => i % 2 === 0 && text.toLowerCase() === 'host').length;
  return count === 1 || (count === 0 && httpVersion === '1.0');
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length']) > 0;
}

/** Reads on to the end of a body, or to the limits. */
function drained(incoming: IncomingMessage, time: number): Promise<void> {
  return new Promise((done) => {
    let left = drainLimit;
    const end = (): void => {
      clearTimeout(timer);
      incoming.pause();
      done();
    };
    const timer = setTimeout(end, time);
    incoming.removeAllListeners('data');
    incoming.on('data', (chunk: Uint8Array) => {
      left -= chunk.length;
      if (left < 0) end();
    });
    incoming.once('end', end).once('close', end).once('error', end);
    if (incoming.readableEnded || incoming.destroyed) end();
    else incoming.resume();
  });
}

/** An error of Node's HTTP parser, with the bytes that it did not understand. */
interface FaultError extends Error {
  readonly code?: string;
  readonly rawPacket?: Uint8Array;
}

const malformed = badRequest('malformed-request');
const notExpected = new ApiError(417, 'expectation-failed', 'This expectation cannot be met');
const tooSlow = new ApiError(408, 'request-timeout', 'The request took too long');
const notImplemented = new ApiError(501, 'method-not-implemented', 'This method is not implemented');

function faultOf({ code, message, rawPacket }: FaultError): ApiError {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return tooSlow;
    case 'HPE_HEADER_OVERFLOW':
      return isUrl(rawPacket)
        ? new ApiError(414, 'url-too-long', 'The URL is too long')
        : new ApiError(431, 'headers-too-large', 'The headers are too large');
    case 'HPE_INVALID_METHOD':
      return isRequestLine(rawPacket) ? notImplemented : malformed;
    case 'HPE_INVALID_TRANSFER_ENCODING':
      if (message.includes('Content-Length')) return malformed;
      return new ApiError(501, 'unsupported-transfer-encoding', 'This transfer encoding is not supported');
    default:
      return malformed;
  }
}

/** Whether the bytes are of a request's first line, which has not ended or takes up most of what headers may. */
function isUrl(bytes: Uint8Array | undefined): boolean {
  if (!bytes) return false;
  const end = bytes.indexOf(0x0a);
  if (end >= 0)
    return end > headerLimit / 2 && /^[A-Z]+ \S+ HTTP\//.test(latin1(bytes.subarray(0, end), end));
  return /^([A-Z]+ )?\/?\S*$/.test(latin1(bytes));
}

function isRequestLine(bytes: Uint8Array | undefined): boolean {
  return bytes !== undefined && /^[A-Za-z-]+ \S+ HTTP\/1\.[01]\r?\n/.test(latin1(bytes));
}

function latin1(bytes: Uint8Array, length: number = headerLimit): string {
  return Buffer.from(bytes.subarray(0, length)).toString('latin1');
}

/**
 * Answers on a connection that has left the parser; where an answer is on its way already, it is cut. A request that
 * has reached the app is noted there.
 */
function endWith(
  socket: Duplex,
  outgoing: ServerResponse | undefined,
  error: ApiError,
  note: (error: ApiError) => string,
): void {
  socket.on('error', () => {});
  if (!socket.writable || outgoing?.headersSent) {
    socket.destroy();
    return;
  }
  void rawAnswer(error, outgoing ? crypto.randomUUID() : note(error)).then((text) => {
    socket.end(text);
    socket.resume();
    setTimeout(() => socket.destroy(), lingerTime).unref();
  });
}

/** The connection ends with the answer that is on its way. */
function endAfter(socket: Duplex, outgoing: ServerResponse): void {
  outgoing.shouldKeepAlive = false;
  outgoing.once('finish', () => socket.end());
}

/** Milliseconds after an answer in which the other side may still read it. */
const lingerTime = 1000;

async function rawAnswer(error: ApiError, requestId: string): Promise<string> {
  const { headers, body } = await lastAnswer(error, requestId);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${error.status} ${error.message}\r\n${lines.join('')}\r\n${body}`;
}

async function sendError(outgoing: ServerResponse, error: ApiError, requestId: string): Promise<void> {
  const { headers, body } = await lastAnswer(error, requestId);
  outgoing.writeHead(error.status, headers).end(body);
}

/** An error with which the connection ends. */
async function lastAnswer(
  error: ApiError,
  requestId: string,
): Promise<{ headers: Record<string, string>; body: string }> {
  const response = answerOf(error, requestId);
  const body = await response.text();
  const own = { Connection: 'close', 'Content-Length': String(Buffer.byteLength(body)) };
  return { headers: { ...Object.fromEntries(response.headers), ...own }, body };
}

/** An error with what every response carries, for requests that do not reach the app. */
function answerOf(error: ApiError, requestId: string): Response {
  const response = errorResponse(error);
  const { headers } = response;
  headers.set('X-Request-Id', requestId);
  headers.set('X-Content-Type-Options', 'nosniff');
  headers.set('Access-Control-Allow-Origin', '*');
  headers.set('Cache-Control', 'no-store');
  return response;
}
