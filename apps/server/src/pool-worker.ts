// A thread of the pool: does the work that it is sent.
import { constants, setPriority } from 'node:os';
import { gpsPosition, read, remove } from 'exifkit';
import { edit } from 'exifkit/edit';
import { ApiError } from './errors.js';
import { nearFile } from './near-file.js';
import type { Outcome, SentFile, Task } from './pool.js';
import type { UploadedFile } from './upload.js';
import { type Cleaned, createWork } from './work.js';

// On Linux a thread has a priority of its own: the one that answers requests goes before.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const work = createWork({ read, gpsPosition, remove, edit });

/** Does a task. Rejects with what is no ApiError. */
export default async function run(task: Task): Promise<Outcome> {
  const file = received(task.file);
  try {
    if (task.kind === 'extract') return { done: await work.extract(file, task.asked) };
    if (task.kind === 'edit') return { done: withOwnBytes(await work.edit(file, task.changes)) };
    return { done: withOwnBytes(await work.clean(file, task.policy)) };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { status, code, message } = error;
    return { refused: { status, code, message } };
  }
}

function received({ name, size, content }: SentFile): UploadedFile {
  const source = typeof content === 'string' ? nearFile(content) : content;
  return { name, size, source, dispose: async () => {} };
}

/** New bytes as copies: of a part of a buffer the whole buffer would be sent. */
function withOwnBytes({ report, pieces }: Cleaned): Cleaned {
  return { report, pieces: pieces.map((piece) => (piece instanceof Uint8Array ? piece.slice() : piece)) };
}
