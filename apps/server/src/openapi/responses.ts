// The answers of the API: the errors by status with their codes, and the headers that all answers have.
import { type Part, schema } from './schemas.js';

/** The codes that `X-Error-Code` has with each status. */
export const errorCodes: Readonly<Record<number, readonly string[]>> = {
  400: [
    'missing-input',
    'empty-file',
    'malformed-body',
    'malformed-request',
    'unknown-parameter',
    'invalid-parameter',
    'too-many-files',
    'invalid-url',
    'url-not-allowed',
    'fetch-failed',
    'fetch-timeout',
    'too-many-redirects',
  ],
  401: ['missing-api-key', 'invalid-api-key', 'invalid-metrics-token'],
  404: ['extraction-not-found', 'file-not-found', 'route-not-found'],
  405: ['method-not-allowed'],
  408: ['request-timeout'],
  412: ['precondition-failed'],
  413: ['body-too-large', 'fetched-file-too-large'],
  414: ['url-too-long'],
  415: ['unsupported-type', 'unsupported-content-encoding'],
  416: ['invalid-range'],
  417: ['expectation-failed'],
  422: ['malformed', 'truncated', 'limit-exceeded', 'not-writable', 'unsafe-write'],
  429: ['rate-limited', 'quota-exceeded', 'too-many-wrong-keys'],
  431: ['headers-too-large'],
  500: ['internal-error'],
  501: ['method-not-implemented', 'unsupported-transfer-encoding'],
  503: ['store-unavailable', 'overloaded', 'shutting-down'],
};

const meanings: Readonly<Record<number, string>> = {
  400: 'Nothing to read was given, or a parameter or url cannot be used.',
  401: 'No key, or one that is not known.',
  404: 'There is nothing under this path.',
  405: 'The path has other methods.',
  408: 'The request came too slowly.',
  412: 'The file is another version.',
  413: 'The file is too large.',
  414: 'The URL is too long.',
  415: 'The type of the file, or an encoding of the body, is not supported.',
  416: 'The file has no such range.',
  417: 'An expectation that is not met.',
  422: 'The file is damaged beyond cleaning or editing, cannot be changed so, or asks for more than the limits allow.',
  429: 'Too many requests.',
  431: 'The headers are too large.',
  500: 'A fault of the service.',
  501: 'The method or transfer encoding is not implemented.',
  503: 'The service cannot do this now.',
};

const seconds: Part = { type: 'integer', minimum: 1 };

const extraHeaders: Readonly<Record<number, Part>> = {
  405: { Allow: required({ type: 'string' }, 'The methods that the path has.') },
  416: {
    'Content-Range': required({ type: 'string', pattern: '^bytes \\*/\\d+$' }, 'How long the file is.'),
  },
  429: { 'Retry-After': required(seconds, 'Seconds after which to ask again.') },
  503: { 'Retry-After': required(seconds, 'Seconds after which to ask again.') },
};

/** What an HTTP layer may answer to any request. */
const always = [400, 408, 414, 417, 429, 431, 500, 501, 503];

/** References to the errors an operation may answer beside those that any may. */
export function errors(...statuses: readonly number[]): Part {
  const all = [...new Set([...statuses, ...always])].sort();
  return Object.fromEntries(all.map((status) => [status, { $ref: `#/components/responses/${status}` }]));
}

/** The headers that answers share, and these. */
export function headers(more: Part = {}): Part {
  const shared = Object.keys(sharedHeaders).map((name) => [name, { $ref: `#/components/headers/${name}` }]);
  return { ...Object.fromEntries(shared), ...more };
}

/** An answer with a body of JSON. */
export function json(description: string, name: string): Part {
  return { description, headers: headers(), content: { 'application/json': { schema: schema(name) } } };
}

/** A header that is always there. */
export function required(schemaOf: Part, description: string): Part {
  return { description, required: true, schema: schemaOf };
}

/** The headers that answers share; those without `required` may be missing. */
export const sharedHeaders: Part = {
  'X-Request-Id': required({ type: 'string', format: 'uuid' }, 'The id of the request, for the log.'),
  traceparent: {
    description: 'The trace of the request (W3C Trace Context).',
    schema: { type: 'string', pattern: '^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$' },
  },
  'RateLimit-Policy': {
    description: 'The limits that the request was counted for.',
    schema: { type: 'string', pattern: '^"\\w+";q=\\d+;w=\\d+(, "\\w+";q=\\d+;w=\\d+)*$' },
  },
  RateLimit: {
    description: 'What is left of them, and for how many seconds.',
    schema: { type: 'string', pattern: '^"\\w+";r=\\d+;t=\\d+(, "\\w+";r=\\d+;t=\\d+)*$' },
  },
};

export const errorResponses: Part = Object.fromEntries(
  Object.entries(errorCodes).map(([status, codes]) => {
    const more = {
      'X-Error-Code': required({ type: 'string', enum: codes }, 'The reason, which does not change.'),
      ...extraHeaders[Number(status)],
    };
    return [status, { ...json(meanings[Number(status)]!, 'Error'), headers: headers(more) }];
  }),
);
