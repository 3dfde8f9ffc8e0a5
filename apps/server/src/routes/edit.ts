// POST /api/v1/edit.
import type { Changes } from 'exifkit/edit';
import { badRequest } from '../errors.js';
import { admit, type Context, flag, type Parts, withFile } from './context.js';
import { sendKept } from './kept-file.js';

/** Changes a file's metadata, keeps the edited file for download, and sends where it is. */
export async function postEdit(c: Context, parts: Parts): Promise<Response> {
  const key = await admit(c, parts);
  return withFile(c, parts, editRequest, async (file, { changes, reports }) => {
    const { report, pieces } = await parts.work.edit(file, changes);
    return sendKept(c, parts, { key, file, report, pieces, reports });
  });
}

interface EditRequest {
  readonly changes: Changes;
  readonly reports: boolean;
}

function editRequest(parameters: ReadonlyMap<string, string>): EditRequest {
  for (const name of parameters.keys()) if (!known.has(name)) throw badRequest('unknown-parameter');
  return { changes: changesOf(parameters.get('changes')), reports: flag(parameters.get('report')) };
}

const known: ReadonlySet<string> = new Set(['key', 'url', 'changes', 'report']);

/** The document that says what is to change; what it holds is the library's to judge. */
function changesOf(text: string | undefined): Changes {
  let changes: unknown;
  try {
    changes = JSON.parse(text ?? '');
  } catch {
    throw badRequest('invalid-parameter');
  }
  if (typeof changes !== 'object' || changes === null || Array.isArray(changes))
    throw badRequest('invalid-parameter');
  return changes;
}
