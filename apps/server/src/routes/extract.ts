// POST /api/v1/extract and GET /api/v1/extract/{uuid}.
import { badRequest, notFound } from '../errors.js';
import type { ExtractRequest } from '../work.js';
import { admit, type Context, identify, type Parts, uuidOf, withFile } from './context.js';

/** Reads a file's metadata, keeps the result under the key's id, and sends it. */
export async function postExtract(c: Context, parts: Parts): Promise<Response> {
  const keyId = await admit(c, parts);
  return withFile(c, parts, extractRequest, async (file, asked) => {
    const uuid = crypto.randomUUID();
    const facts = { success: true, status: 'completed', fileName: file.name, uuid };
    const { json } = await parts.work.extract(file, asked);
    const body = joinObjects(JSON.stringify(facts), json);
    await parts.store.put('results', uuid, {
      meta: { key: keyId },
      body: new TextEncoder().encode(body),
      expires: parts.now() + parts.config.retention,
    });
    return c.body(body, 200, { 'Content-Type': 'application/json' });
  });
}

/** The JSON text of one object with the members of both; neither is empty. */
function joinObjects(one: string, other: string): string {
  return `${one.slice(0, -1)},${other.slice(1)}`;
}

function extractRequest(parameters: ReadonlyMap<string, string>): ExtractRequest {
  return {
    numeric: isNumeric(parameters.get('format')),
    fields: fieldsOf(parameters.get('fields')),
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
export async function getExtract(c: Context, { keys, store }: Parts): Promise<Response> {
  const keyId = await identify(c, keys);
  const uuid = uuidOf(c.req.param('uuid') ?? '');
  const found = uuid === undefined ? undefined : await store.get('results', uuid);
  const own = found && (keyId === undefined || found.meta['key'] === keyId);
  const stream = own ? await found.open() : undefined;
  if (!stream) throw notFound('extraction-not-found', 'No extraction found with the given UUID.');
  const { success, status, fileName, ...rest } = (await new Response(stream).json()) as Record<
    string,
    unknown
  >;
  return c.json({ success, status, fileName, filename: fileName, ...rest });
}
