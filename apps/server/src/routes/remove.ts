// POST /api/v1/remove.
import { type Engine, engineErrorCode, type Keepable } from '../engine.js';
import { ApiError, badRequest } from '../errors.js';
import { withExtension } from '../file-name.js';
import { publicOrigin } from '../origin.js';
import { admit, type Context, type Parts, receive } from './context.js';

/** Takes a file's metadata out, keeps the cleaned file for download, and sends where it is. */
export async function postRemove(c: Context, parts: Parts): Promise<Response> {
  await admit(c, parts);
  const { file, input } = await receive(c, parts);
  const keep = parseKeep(input.keep);
  const uuid = crypto.randomUUID();
  const { bytes, mimeType } = await clean(parts.engine, file.bytes, keep);
  await parts.store.put('cleaned', uuid, {
    meta: { name: withExtension(file.name, mimeType), type: mimeType },
    body: bytes,
    expires: parts.now() + parts.config.retention,
  });
  const { publicUrl, trustedProxies } = parts.config;
  const origin = publicOrigin(c.req.raw, c.env?.peer, publicUrl, trustedProxies);
  return c.json({
    success: true,
    status: 'completed',
    uuid,
    downloadUrl: `${origin}/download-cleaned/${uuid}`,
  });
}

const keepable: readonly string[] = ['icc', 'orientation'] satisfies readonly Keepable[];

/** What may stay: by default both; `none` stands alone. Throws ApiError 400 `invalid-keep`. */
function parseKeep(text: string | undefined): Keepable[] {
  if (text === undefined) return ['icc', 'orientation'];
  const names = text.split(',').map((name) => name.trim().toLowerCase());
  if (names.length === 1 && names[0] === 'none') return [];
  if (!names.every((name) => keepable.includes(name))) throw badRequest('invalid-keep');
  return [...new Set(names)] as Keepable[];
}

interface Cleaned {
  readonly bytes: Uint8Array;
  readonly mimeType: string;
}

/** The cleaned file and its type. Rejects with ApiError 415 or 422 where it cannot be had complete. */
async function clean(engine: Engine, original: Uint8Array, keep: Keepable[]): Promise<Cleaned> {
  try {
    const rewrite = await engine.remove(original, { preset: 'strict', keep });
    return { bytes: await rewrite.bytes(), mimeType: rewrite.report.mimeType };
  } catch (error) {
    const code = engineErrorCode(error);
    if (code === undefined) throw error;
    if (code === 'unsupported-format') {
      throw new ApiError(415, 'unsupported-type', 'This file type is not supported');
    }
    throw new ApiError(422, code, 'The file cannot be cleaned completely');
  }
}
