// The OpenAPI document of the API, as `/openapi.json` answers it.
import { keepable, maxCoarsen, presetNames, removable } from '../policy.js';
import { errorResponses, errors, headers, json, required, sharedHeaders } from './responses.js';
import { closed, type Part, schema, schemas } from './schemas.js';

/** The document; `publicUrl` is what the paths are added to, where it is set. */
export function openApiDocument(publicUrl = '/'): Part {
  return {
    openapi: '3.1.1',
    info: {
      title: 'exifkit',
      version: '1',
      summary: 'Reads, edits and removes the metadata of images.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: publicUrl }],
    security: [],
    paths: {
      '/api/v1/extract': { post: postExtract },
      '/api/v1/extract/batch': { post: postBatch },
      '/api/v1/extract/{uuid}': {
        parameters: [uuidParameter],
        get: getExtract,
        head: headOf(getExtract),
        delete: deleteExtract,
      },
      '/api/v1/remove': { post: postRemove },
      '/api/v1/edit': { post: postEdit },
      '/download-cleaned/{uuid}': {
        parameters: [uuidParameter],
        get: getDownload,
        head: headDownload,
        delete: deleteDownload,
      },
      '/healthz': { get: getHealth, head: headOf(getHealth) },
      '/readyz': { get: getReadiness, head: headOf(getReadiness) },
      '/metrics': { get: getMetrics, head: headOf(getMetrics) },
      '/openapi.json': { get: getDocument, head: headOf(getDocument) },
    },
    components: {
      schemas,
      responses: errorResponses,
      headers: sharedHeaders,
      securitySchemes: {
        header: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
        query: { type: 'apiKey', in: 'query', name: 'key' },
        metrics: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}

const needsKey: Part[] = [{ header: [] }, { query: [] }];
const takesKey: Part[] = [{}, ...needsKey];

const uuidParameter: Part = {
  name: 'uuid',
  in: 'path',
  required: true,
  schema: { type: 'string', format: 'uuid' },
};

/** An operation without the body of its answer. */
function headOf(operation: Part): Part {
  const { 200: ok, ...refused } = operation['responses'] as { readonly [status: string]: Part };
  const bare = { description: 'As GET, without the body.', headers: ok?.['headers'] };
  const name = `${operation['operationId']}Head`;
  return { ...operation, operationId: name, responses: { 200: bare, ...refused } };
}

const url: Part = { type: 'string', format: 'uri', description: 'Where the file is, by http or https.' };
const flag: Part = { description: 'On or off.', enum: ['1', 'true', 'yes', 'on', '0', 'false', 'no', 'off'] };

/** A comma list of names. */
function names(description: string, known?: readonly string[]): Part {
  const item = known ? `(${known.join('|')})` : '[^,]+';
  return { type: 'string', description, pattern: `^ *${item} *(, *${item} *)*$` };
}

const extractFields: Part = {
  fields: {
    ...names('Answers only these groups and tags.'),
    examples: ['exif,gps.GPSLatitude,File'],
  },
  format: { enum: ['text', 'numeric'], default: 'text' },
  report: { ...flag, description: 'Adds what the file reveals.' },
};

const removeFields: Part = {
  preset: { enum: presetNames, default: 'everything' },
  keep: names('What stays beside the preset.', keepable),
  only: names('Takes out these groups and nothing else.', removable),
  coarsen: {
    type: ['number', 'string'],
    exclusiveMinimum: 0,
    maximum: maxCoarsen,
    description: 'Sets the position to a grid of so many kilometres.',
  },
  report: { ...flag, description: 'Adds the report of what went and what stayed.' },
};

const file: Part = { type: 'string', format: 'binary', contentMediaType: 'application/octet-stream' };

/** What an operation takes beside its key: a file or a url, and fields, in the body or in the query. */
function input(fields: Part): Part {
  const withUrl = { url, ...fields };
  const properties = { type: 'object', properties: withUrl };
  return {
    parameters: Object.entries(withUrl).map(([name, schemaOf]) => ({ name, in: 'query', schema: schemaOf })),
    requestBody: {
      description: 'A file, or its url; the file wins. What stands here wins over the query.',
      content: {
        'multipart/form-data': { schema: { type: 'object', properties: { file, ...withUrl } } },
        'application/json': { schema: properties },
        'application/x-www-form-urlencoded': { schema: properties },
      },
    },
  };
}

const postExtract: Part = {
  operationId: 'extract',
  summary: 'Reads a file’s metadata.',
  security: needsKey,
  ...input(extractFields),
  responses: { 200: json('The metadata.', 'Extraction'), ...errors(401, 413, 415, 422) },
};

const postBatch: Part = {
  operationId: 'extractBatch',
  summary: 'Reads the metadata of up to 20 files.',
  security: needsKey,
  requestBody: {
    required: true,
    content: {
      'multipart/form-data': {
        schema: {
          type: 'object',
          properties: { file: { type: 'array', items: file, minItems: 1, maxItems: 20 }, ...extractFields },
          required: ['file'],
        },
      },
    },
  },
  responses: {
    200: {
      description: 'A line of JSON for each file, as soon as it is done.',
      headers: headers(),
      content: { 'application/x-ndjson': { schema: schema('BatchLine') } },
    },
    ...errors(401, 413, 415),
  },
};

const getExtract: Part = {
  operationId: 'getExtraction',
  summary: 'Gives an extraction again. With a key, only that key’s own.',
  security: takesKey,
  responses: { 200: json('The metadata.', 'StoredExtraction'), ...errors(401, 404) },
};

const deleted: Part = { 204: { description: 'It is gone.', headers: headers() }, ...errors(401, 404) };

const deleteExtract: Part = {
  operationId: 'deleteExtraction',
  summary: 'Takes an extraction away, with the key that made it.',
  security: needsKey,
  responses: deleted,
};

const postRemove: Part = {
  operationId: 'remove',
  summary: 'Takes all metadata out of a file, or what is asked for.',
  security: needsKey,
  ...input(removeFields),
  responses: { 200: json('Where the cleaned file is.', 'Removal'), ...errors(401, 413, 415, 422) },
};

const editFields: Part = {
  changes: {
    type: ['object', 'string'],
    contentMediaType: 'application/json',
    description: 'What is to change, by standard and name; null deletes. As JSON in a form or in the query.',
    examples: ['{"common":{"title":"Sea"},"exif":{"Artist":"Ana","Copyright":null}}'],
  },
  report: { ...flag, description: 'Adds the report of what changed.' },
};

const postEdit: Part = {
  operationId: 'edit',
  summary: 'Changes a file’s metadata, and nothing else.',
  security: needsKey,
  ...input(editFields),
  responses: { 200: json('Where the edited file is.', 'Edit'), ...errors(401, 413, 415, 422) },
};

const etag = required({ type: 'string', pattern: '^"[^"]+"$' }, 'The version of the file.');
const length = required({ type: 'integer', minimum: 0 }, 'In bytes.');

const fileHeaders: Part = headers({
  ETag: etag,
  'Content-Length': length,
  'Content-Disposition': required({ type: 'string', pattern: '^attachment; ' }, 'With the name of the file.'),
  'X-Content-Type-Options': required({ const: 'nosniff' }, 'No other type is guessed.'),
  'Accept-Ranges': required({ const: 'bytes' }, 'Parts may be asked for.'),
});

const rangeHeaders: Part = {
  ...fileHeaders,
  'Content-Range': required({ type: 'string', pattern: '^bytes \\d+-\\d+/\\d+$' }, 'Which part this is.'),
};

const binary: Part = { 'image/*': { schema: file }, 'application/octet-stream': { schema: file } };

const requestHeader = (name: string, description: string): Part => ({
  name,
  in: 'header',
  description,
  schema: { type: 'string' },
});

const conditions = [
  requestHeader('If-Match', 'Versions of which one must be there.'),
  requestHeader('If-None-Match', 'Versions that need not be sent again.'),
];

const notModified: Part = { description: 'The version is known.', headers: headers({ ETag: etag }) };

const getDownload: Part = {
  operationId: 'download',
  summary: 'Gives a cleaned file.',
  parameters: [
    ...conditions,
    requestHeader('Range', 'One range of bytes.'),
    requestHeader('If-Range', 'The version that the range is of.'),
  ],
  responses: {
    200: { description: 'The file.', headers: fileHeaders, content: binary },
    206: { description: 'A range of the file.', headers: rangeHeaders, content: binary },
    304: notModified,
    ...errors(404, 412, 416),
  },
};

const headDownload: Part = {
  operationId: 'downloadHead',
  summary: 'What is known of a cleaned file.',
  parameters: conditions,
  responses: {
    200: { description: 'The file is there.', headers: fileHeaders },
    304: notModified,
    ...errors(404, 412),
  },
};

const deleteDownload: Part = {
  operationId: 'deleteDownload',
  summary: 'Takes a cleaned file away, with the key that made it.',
  security: needsKey,
  responses: deleted,
};

const getHealth: Part = {
  operationId: 'health',
  summary: 'Whether the service runs.',
  responses: { 200: json('It does.', 'Health'), ...errors() },
};

const getReadiness: Part = {
  operationId: 'readiness',
  summary: 'Whether the service can do its work.',
  responses: { 200: json('It can.', 'Readiness'), ...errors() },
};

const getMetrics: Part = {
  operationId: 'metrics',
  summary: 'What the service measures, as Prometheus reads it.',
  security: [{ metrics: [] }, {}],
  responses: {
    200: {
      description: 'The measures.',
      headers: headers(),
      content: { 'text/plain': { schema: { type: 'string' } } },
    },
    ...errors(401),
  },
};

const getDocument: Part = {
  operationId: 'document',
  summary: 'This document.',
  responses: {
    200: {
      description: 'The document.',
      headers: headers(),
      content: {
        'application/json': {
          schema: closed({
            openapi: { const: '3.1.1' },
            info: { type: 'object' },
            servers: { type: 'array' },
            security: { type: 'array' },
            paths: { type: 'object' },
            components: { type: 'object' },
          }),
        },
      },
    },
    ...errors(),
  },
};
