// POST /api/v1/remove.
import type { RemovePolicy } from 'exifkit';
import { type Engine, engineErrorCode, type Rewrite } from '../engine.js';
import { ApiError, badRequest, jsonResponse } from '../errors.js';
import { withExtension } from '../file-name.js';
import { publicOrigin } from '../origin.js';
import { policyOf } from '../policy.js';
import { admit, type Context, fileOf, flag, type Parts, receive } from './context.js';

/** Takes a file's metadata out, keeps the cleaned file for download, and sends where it is. */
export async function postRemove(c: Context, parts: Parts): Promise<Response> {
  const key = await admit(c, parts);
  const input = await receive(c, parts);
  for (const name of input.parameters.keys()) if (!known.has(name)) throw badRequest('unknown-parameter');
  const policy = policyOf(input.parameters);
  const reports = flag(input.parameters.get('report'));
  const file = await fileOf(c, input, parts);
  const uuid = crypto.randomUUID();
  const { bytes, report } = await clean(parts.engine, file.bytes, policy);
  const type = report.mimeType;
  await parts.store.put('cleaned', uuid, {
    meta: { name: withExtension(file.name, type), type, key: key.id },
    body: bytes,
    expires: parts.now() + parts.config.retention,
  });
  const { publicUrl, trustedProxies } = parts.config;
  const origin = publicOrigin(c.req.raw, c.env?.peer, publicUrl, trustedProxies);
  return jsonResponse({
    success: true,
    status: 'completed',
    uuid,
    downloadUrl: `${origin}/download-cleaned/${uuid}`,
    ...(reports && { report }),
  });
}

const known: ReadonlySet<string> = new Set(['key', 'url', 'preset', 'keep', 'only', 'coarsen', 'report']);

interface Cleaned {
  readonly bytes: Uint8Array;
  readonly report: Rewrite['report'];
}

/** The cleaned file and its type. Rejects with ApiError 415 or 422 where it cannot be had complete. */
async function clean(engine: Engine, original: Uint8Array, policy: RemovePolicy): Promise<Cleaned> {
  try {
    const rewrite = await engine.remove(original, policy);
    return { bytes: await rewrite.bytes(), report: rewrite.report };
  } catch (error) {
    const code = engineErrorCode(error);
    if (code === undefined) throw error;
    if (code === 'unsupported-format') {
      throw new ApiError(415, 'unsupported-type', 'This file type is not supported');
    }
    throw new ApiError(422, code, 'The file cannot be cleaned completely');
  }
}
