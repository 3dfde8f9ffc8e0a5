// A cleaned or edited file that is kept for download, and the answer that says where it is.
import { bodyOf } from '../cleaned-body.js';
import { jsonResponse } from '../errors.js';
import { withExtension } from '../file-name.js';
import type { Key } from '../keys.js';
import { publicOrigin } from '../origin.js';
import type { UploadedFile } from '../upload.js';
import type { Cleaned } from '../work.js';
import type { Context, Parts } from './context.js';

/** A file that was made of another one, for a key. */
interface Made extends Cleaned {
  readonly key: Key;
  readonly file: UploadedFile;
  /** Whether the answer has the report. */
  readonly reports: boolean;
}

/** Keeps the file, and tells its address. */
export async function sendKept(
  c: Context,
  parts: Parts,
  { key, file, report, pieces, reports }: Made,
): Promise<Response> {
  const uuid = crypto.randomUUID();
  const type = report.mimeType;
  await parts.store.put('cleaned', uuid, {
    meta: { name: withExtension(file.name, type), type, key: key.id },
    body: bodyOf(pieces, file.source),
    expires: parts.now() + parts.config.retention,
  });
  const { publicUrl, trustedProxies } = parts.config;
  const origin = await publicOrigin(c.req.raw, c.env?.peer, publicUrl, trustedProxies);
  return jsonResponse({
    success: true,
    status: 'completed',
    uuid,
    downloadUrl: `${origin}/download-cleaned/${uuid}`,
    ...(reports && { report }),
  });
}
