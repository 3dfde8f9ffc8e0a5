// POST /api/v1/extract/batch: several files, answered line by line, each when it is done.
import { asApiError, badRequest } from '../errors.js';
import { describeError } from '../log.js';
import type { UploadedFile } from '../upload.js';
import { admit, type Context, type Parts, receive } from './context.js';
import { extractAndKeep, extractRequest } from './extract.js';

/** The media type of lines of JSON. */
export const linesType = 'application/x-ndjson';

const maxFiles = 20;

/** Files that are worked on at the same time. */
const width = 4;

/** Reads the metadata of up to 20 files, keeps each result, and sends each as a line. Each file counts as a request. */
export async function postBatch(c: Context, parts: Parts): Promise<Response> {
  const key = await admit(c, parts);
  const { files, parameters } = await receive(c, parts, maxFiles + 1);
  try {
    if (files.length === 0) throw badRequest('missing-input');
    if (files.length > maxFiles) throw badRequest('too-many-files');
    const asked = extractRequest(parameters);
    for (const _ of files.slice(1)) c.set('rateHeaders', await parts.rateLimit.ofKey(key));
    c.set('streams', true);
    const line = async (file: UploadedFile): Promise<string> => {
      try {
        return new TextDecoder().decode(await extractAndKeep(file, asked, key, parts));
      } catch (error) {
        const { status, code, message } = asApiError(error);
        if (status >= 500)
          parts.log.error('batch', { id: c.get('requestId'), code, cause: describeError(error) });
        return JSON.stringify({ fileName: file.name, success: false, error: message, code });
      }
    };
    return new Response(linesOf(files, line), { headers: { 'Content-Type': linesType } });
  } catch (error) {
    for (const file of files) await file.dispose();
    throw error;
  }
}

/**
 * The lines of the files as they are done, each with its file's place as `index`; then the file is let go. New work is
 * begun as lines are read, so that no more results wait than are worked on at a time.
 */
function linesOf(
  files: readonly UploadedFile[],
  lineOf: (file: UploadedFile) => Promise<string>,
): ReadableStream<Uint8Array> {
  const left = files.entries();
  const running = new Map<number, Promise<{ readonly index: number; readonly line: string }>>();
  const work = async (index: number, file: UploadedFile): Promise<{ index: number; line: string }> => {
    try {
      return { index, line: await lineOf(file) };
    } finally {
      await file.dispose();
    }
  };
  const begin = (): boolean => {
    const { done, value } = left.next();
    if (!done) running.set(value[0], work(...value));
    return !done;
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        while (running.size < width && begin());
        if (running.size === 0) return controller.close();
        const { index, line } = await Promise.race(running.values());
        running.delete(index);
        controller.enqueue(new TextEncoder().encode(`{"index":${index},${line.slice(1)}\n`));
      },
      async cancel() {
        for (const [, file] of left) await file.dispose();
        await Promise.allSettled(running.values());
      },
    },
    { highWaterMark: 0 },
  );
}
