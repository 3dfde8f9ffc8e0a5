// POST /api/v1/remove.
import type { RemovePolicy } from 'exifkit';
import { badRequest } from '../errors.js';
import { policyOf } from '../policy.js';
import { admit, type Context, flag, type Parts, withFile } from './context.js';
import { sendKept } from './kept-file.js';

/** Takes a file's metadata out, keeps the cleaned file for download, and sends where it is. */
export async function postRemove(c: Context, parts: Parts): Promise<Response> {
  const key = await admit(c, parts);
  return withFile(c, parts, removeRequest, async (file, { policy, reports }) => {
    const { report, pieces } = await parts.work.clean(file, policy);
    return sendKept(c, parts, { key, file, report, pieces, reports });
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
