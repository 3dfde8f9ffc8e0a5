// What the platform gives, by its form: no type here needs the DOM library, and what another realm made is taken too.

/** A `Blob` or `File`. */
export interface BlobLike {
  readonly size: number;
  slice(start?: number, end?: number): BlobLike;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A `ReadableStream` of bytes. */
export interface StreamLike {
  readonly locked: boolean;
  getReader(): {
    read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
    cancel(reason?: unknown): Promise<void>;
  };
}

/** A `Response` of `fetch`. */
export interface ResponseLike {
  readonly ok: boolean;
  readonly status: number;
  readonly bodyUsed: boolean;
  readonly body: StreamLike | null;
}

/** An `AbortSignal`. */
export interface SignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** An `URL`. */
export interface UrlLike {
  readonly href: string;
  readonly pathname: string;
}

/** The platform's `Blob` where its types are known, else what is surely there. */
export type PlatformBlob = typeof globalThis extends { Blob: { prototype: infer Own } } ? Own : BlobLike;

/** The platform's `ReadableStream` of bytes where its types are known, else what is surely there. */
export type PlatformStream = typeof globalThis extends { Response: { prototype: { body: infer Own } } }
  ? NonNullable<Own>
  : StreamLike;

/** The platform's `AbortSignal` where its types are known, else what is asked of it. */
export type PlatformSignal = typeof globalThis extends { AbortSignal: { prototype: infer Own } }
  ? Own
  : SignalLike;

/** The platform's `fetch` where its types are known, else what is asked of it. */
export type PlatformFetch = typeof globalThis extends { fetch: infer Own }
  ? Own
  : (
      url: string | UrlLike,
      init: { readonly headers: unknown; readonly signal: unknown },
    ) => Promise<unknown>;

/** What the platform's `Headers` are made of where its types are known, else names and values. */
export type PlatformHeaders = typeof globalThis extends { Headers: new (init?: infer Init) => unknown }
  ? NonNullable<Init>
  : { readonly [name: string]: string };

/** Bytes in memory, of this realm or another: Jest and frames have classes of their own. */
export type BytesLike = ArrayBufferView | ArrayBufferLike;

const bufferName = /^\[object (Shared)?ArrayBuffer\]$/;

/** Whether these are bytes in memory. */
export function isBytes(source: unknown): source is BytesLike {
  return ArrayBuffer.isView(source) || bufferName.test(Object.prototype.toString.call(source));
}

/** The same bytes as a Uint8Array of this realm and of no subclass: each piece of a Node Buffer would be one, made slowly. */
export function plainBytes(source: BytesLike): Uint8Array {
  if (source instanceof Uint8Array && source.constructor === Uint8Array) return source;
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
}

export function isBlob(source: object): source is BlobLike {
  return has(source, 'arrayBuffer') && has(source, 'slice') && 'size' in source;
}

export function isStream(source: object): source is StreamLike {
  return has(source, 'getReader');
}

export function isResponse(source: object): source is ResponseLike {
  return 'bodyUsed' in source && 'body' in source && 'status' in source;
}

export function isIterable(source: object): source is AsyncIterable<Uint8Array> {
  return has(source, Symbol.asyncIterator);
}

function has(source: object, method: string | symbol): boolean {
  return typeof Reflect.get(source, method) === 'function';
}
