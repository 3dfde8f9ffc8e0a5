// POST /api/v1/remove.
import type { RemovePolicy } from 'exifkit';
import { bodyOf } from '../cleaned-body.js';
import { badRequest, jsonResponse } from '../errors.js';
import { withExtension } from '../file-name.js';
import { publicOrigin } from '../origin.js';
import { policyOf } from '../policy.js';
import { admit, type Context, flag, type Parts, withFile } from './context.js';

/** Takes a file's metadata out, keeps the cleaned file for download, and sends where it is. */
export async function postRemove(c: Context, parts: Parts): Promise<Response> {
  const key = await admit(c, parts);
  return withFile(c, parts, removeRequest, async (file, { policy, reports }) => {
    const uuid = crypto.randomUUID();
    const { report, pieces } = await parts.work.clean(file, policy);
    const type = report.mimeType;
    await parts.store.put('cleaned', uuid, {
      meta: { name: withExtension(file.name, type), type, key: key.id },
      body: bodyOf(pieces, file.source),
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
  });
}

interface RemoveRequest {
  readonly policy: RemovePolicy;
  readonly reports: boolean;
}

function removeRequest(parameters: ReadonlyMap<string, string>): RemoveRequest {
  for (const name of parameters.keys()) if (!known.has(name)) throw badRequest('unknown-parameter');
  return { policy: policyOf(parameters), reports: flag(parameters.get('report')) };
}

const known: ReadonlySet<string> = new Set(['key', 'url', 'preset', 'keep', 'only', 'coarsen', 'report']);
