// POST /api/v1/extract and GET /api/v1/extract/{uuid}.
import { badRequest, bytesResponse, jsonResponse, jsonType, notFound } from '../errors.js';
import type { Key } from '../keys.js';
import type { UploadedFile } from '../upload.js';
import type { ExtractRequest } from '../work.js';
import {
  admit,
  admitReader,
  type Context,
  deleteOwn,
  flag,
  isOwn,
  type Parts,
  uuidOf,
  withFile,
} from './context.js';

/** Reads a file's metadata, keeps the result under the key's id, and sends it. */
export async function postExtract(c: Context, parts: Parts): Promise<Response> {
  const key = await admit(c, parts);
  return withFile(c, parts, extractRequest, async (file, asked) => {
    return bytesResponse(await extractAndKeep(file, asked, key, parts), jsonType);
  });
}

/** The result of one file as JSON, which is kept for the key. */
export async function extractAndKeep(
  file: UploadedFile,
  asked: ExtractRequest,
  key: Key,
  { work, store, config, now }: Parts,
): Promise<Uint8Array<ArrayBuffer>> {
  const uuid = crypto.randomUUID();
  const facts = {
    success: true,
    status: 'completed',
    fileName: file.name,
    uuid,
    ...(asked.numeric && { format: 'numeric' }),
    ...(asked.fields && { fields: asked.fields }),
  };
  const { json } = await work.extract(file, asked);
  const body = new TextEncoder().encode(joinObjects(JSON.stringify(facts), json));
  await store.put('results', uuid, { meta: { key: key.id }, body, expires: now() + config.retention });
  return body;
}

/** The JSON text of one object with the members of both; neither is empty. */
function joinObjects(one: string, other: string): string {
  return `${one.slice(0, -1)},${other.slice(1)}`;
}

/** What the parameters ask for. Throws ApiError 400 `invalid-parameter`. */
export function extractRequest(parameters: ReadonlyMap<string, string>): ExtractRequest {
  return {
    numeric: isNumeric(parameters.get('format')),
    fields: fieldsOf(parameters.get('fields')),
    report: flag(parameters.get('report')),
  };
}

/** Whether values are asked for as numbers. Throws ApiError 400 `invalid-parameter` for a format that is not known. */
function isNumeric(format: string | undefined): boolean {
  const name = format?.trim().toLowerCase() ?? 'text';
  if (name !== 'text' && name !== 'numeric') throw badRequest('invalid-parameter');
  return name === 'numeric';
}

/** The groups and tags asked for, e.g. `exif`, `gps.GPSLatitude`; `undefined` for all. */
function fieldsOf(text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined;
  const fields = text.split(',').map((name) => name.trim());
  if (fields.includes('')) throw badRequest('invalid-parameter');
  return fields;
}

/** Sends a kept result again. */
export async function getExtract(c: Context, parts: Parts): Promise<Response> {
  const { store } = parts;
  const key = await admitReader(c, parts);
  const uuid = uuidOf(c.req.param('uuid') ?? '');
  const found = uuid === undefined ? undefined : await store.get('results', uuid);
  const stream = found && (!key || isOwn(found, key)) ? await found.open() : undefined;
  if (!stream) throw noExtraction();
  const { success, status, fileName, ...rest } = (await new Response(stream).json()) as Record<
    string,
    unknown
  >;
  return jsonResponse({ success, status, fileName, filename: fileName, ...rest });
}

/** Takes a kept result away. */
export function deleteExtract(c: Context, parts: Parts): Promise<Response> {
  return deleteOwn(c, parts, 'results', noExtraction());
}

function noExtraction(): Error {
  return notFound('extraction-not-found', 'No extraction found with the given UUID.');
}
