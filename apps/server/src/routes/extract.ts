// POST /api/v1/extract and GET /api/v1/extract/{uuid}.
import { fileTypeFromBuffer } from 'file-type/core';
import { type Engine, engineErrorCode, type Metadata, type Position, type Warning } from '../engine.js';
import { badRequest, jsonResponse, notFound } from '../errors.js';
import { type Group, groupTags, pickFields } from '../groups.js';
import type { UploadedFile } from '../input.js';
import { admit, type Context, deleteOwn, fileOf, identify, isOwn, type Parts, receive, uuidOf } from './context.js';

/** The body of an extraction. */
interface Extraction {
  readonly success: true;
  readonly status: 'completed';
  readonly fileName: string;
  readonly uuid: string;
  readonly metadata: Group;
  /** What was wrong in the file, where anything was. */
  readonly warnings?: readonly Warning[];
}

/** Reads a file's metadata, keeps the result under the key's id, and sends it. */
export async function postExtract(c: Context, parts: Parts): Promise<Response> {
  const key = await admit(c, parts);
  const input = await receive(c, parts);
  const numeric = isNumeric(input.parameters.get('format'));
  const fields = fieldsOf(input.parameters.get('fields'));
  const file = await fileOf(c, input, parts);
  const uuid = crypto.randomUUID();
  const { metadata, warnings } = await extract(parts.engine, file, numeric);
  const extraction: Extraction = {
    success: true,
    status: 'completed',
    fileName: file.name,
    uuid,
    metadata: fields ? pickFields(metadata, fields) : metadata,
    ...(warnings.length > 0 && { warnings }),
  };
  const body = new TextEncoder().encode(JSON.stringify(extraction));
  await parts.store.put('results', uuid, {
    meta: { key: key.id },
    body,
    expires: parts.now() + parts.config.retention,
  });
  const headers = { 'Content-Type': 'application/json', 'Content-Length': String(body.length) };
  return new Response(body, { headers });
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
  const key = await identify(c, keys);
  const uuid = uuidOf(c.req.param('uuid') ?? '');
  const found = uuid === undefined ? undefined : await store.get('results', uuid);
  const stream = found && (!key || isOwn(found, key)) ? await found.open() : undefined;
  if (!stream) throw noExtraction();
  const { success, status, fileName, ...rest } = (await new Response(stream).json()) as Extraction;
  return jsonResponse({ success, status, fileName, filename: fileName, ...rest });
}

/** Takes a kept result away. */
export function deleteExtract(c: Context, parts: Parts): Promise<Response> {
  return deleteOwn(c, parts, 'results', noExtraction());
}

function noExtraction(): Error {
  return notFound('extraction-not-found', 'No extraction found with the given UUID.');
}

interface Extracted {
  readonly metadata: Group;
  readonly warnings: readonly Warning[];
}

/** A file's metadata in groups; of a file the engine cannot read, its name, size and type. */
async function extract(engine: Engine, file: UploadedFile, numeric: boolean): Promise<Extracted> {
  const facts = { name: file.name, size: file.bytes.length };
  try {
    const read: Metadata = await engine.read(file.bytes);
    await turn();
    const tags = read.tags();
    await turn();
    const location = await locate(engine, file.bytes);
    await turn();
    const metadata = groupTags(
      tags,
      { ...facts, mimeType: read.fileType.mimeType },
      { location, numeric, xmp: numeric ? undefined : read.xmpText() },
    );
    return { metadata, warnings: read.warnings };
  } catch (error) {
    const code = engineErrorCode(error);
    if (code === undefined) throw error;
    const metadata = groupTags([], { ...facts, mimeType: await mimeTypeOf(file.bytes) });
    return { metadata, warnings: code === 'unsupported-format' ? [] : [asWarning(code, error as Error)] };
  }
}

/** Lets other requests have their turn between two pieces of work. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

async function locate(engine: Engine, bytes: Uint8Array): Promise<Position | undefined> {
  try {
    return await engine.readGps(bytes);
  } catch (error) {
    if (engineErrorCode(error) === undefined) throw error;
    return undefined;
  }
}

function asWarning(code: string, { message, ...where }: Error & { offset?: number; path?: string }): Warning {
  return { code, message, offset: where.offset ?? 0, path: where.path ?? '' };
}

/** Bytes of the start in which a type shows. */
const typeBytes = 64 * 1024;

async function mimeTypeOf(bytes: Uint8Array): Promise<string> {
  try {
    const type = await fileTypeFromBuffer(bytes.subarray(0, typeBytes));
    return type?.mime ?? 'application/octet-stream';
  } catch {
    return 'application/octet-stream';
  }
}
