// The errors a client is told of: status, fixed message, stable code.
import { StoreError } from './storage/store.js';

/** An error with an answer: thrown anywhere in a request, sent as the error envelope. */
export class ApiError extends Error {
  override readonly name: string = 'ApiError';
  readonly status: number;
  /** Stable reason, sent as `X-Error-Code`. */
  readonly code: string;
  /** Further headers of the answer, e.g. `Retry-After`. */
  readonly headers: Readonly<Record<string, string>>;

  /** The `cause` is for the log alone. */
  constructor(
    status: number,
    code: string,
    message: string,
    headers: Readonly<Record<string, string>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** 400: nothing given, a malformed body, or a url that cannot be used; `code` says which. */
export function badRequest(code: string): ApiError {
  return new ApiError(400, code, 'Invalid request parameters');
}

/** 401: no key (`missing-api-key`) or one that is not known (`invalid-api-key`). */
export function unauthorized(code: 'missing-api-key' | 'invalid-api-key'): ApiError {
  return new ApiError(401, code, 'Invalid API key');
}

/** 413: `body-too-large` or `fetched-file-too-large`. */
export function tooLarge(code: 'body-too-large' | 'fetched-file-too-large'): ApiError {
  return new ApiError(413, code, 'The file is too large');
}

/** 404: nothing under this uuid, or no such route. */
export function notFound(code: string, message: string): ApiError {
  return new ApiError(404, code, message);
}

/** 499: the client went away; nobody reads this, it is for the log. */
export function clientGone(): ApiError {
  return new ApiError(499, 'client-gone', 'The client closed the request');
}

/** 503: what is kept cannot be had, or nothing more can be kept, for now. */
function storeUnavailable(cause: StoreError): ApiError {
  const headers = { 'Retry-After': '5' };
  return new ApiError(503, 'store-unavailable', unavailable, headers, { cause });
}

/** What a 503 says. */
export const unavailable = 'The service is temporarily unavailable';

/** An answer of bytes that says how long it is. */
export function bytesResponse(
  body: Uint8Array<ArrayBuffer>,
  type: string,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const own = { 'Content-Type': type, 'Content-Length': String(body.length) };
  return new Response(body, { status, headers: { ...own, ...headers } });
}

/** The media type of JSON. */
export const jsonType = 'application/json';

/** The same of JSON. */
export function jsonResponse(
  value: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return bytesResponse(new TextEncoder().encode(JSON.stringify(value)), jsonType, status, headers);
}

/** The answer for an error: its own where it is an {@link ApiError}, else one that tells nothing of the cause. */
export function errorResponse(error: unknown): Response {
  const known = asApiError(error);
  const headers = { ...known.headers, 'X-Error-Code': known.code };
  return jsonResponse({ success: false, error: known.message }, known.status, headers);
}

/** What a client is told of an error. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return error instanceof StoreError ? storeUnavailable(error) : internalError;
}

const internalError = new ApiError(500, 'internal-error', 'An error occurred while processing your request');
