// What a name of the call is read from.
import { defaultLimits, MetadataError, type Source } from 'exifkit';
import { fromPath } from 'exifkit/node';
import { inputStat } from './files.js';

/** Stands for standard input and output. */
export const standard = '-';

/** Throws MetadataError `source-failed` where a path is that of no file. */
export function openInput(path: string): Source {
  if (path === standard) return process.stdin;
  inputStat(path);
  return fromPath(path);
}

/** All of standard input, for what reads more than once. */
export async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > defaultLimits.totalReadBytes)
      throw new MetadataError('limit-exceeded', 'standard input is too long to be held', { offset: length });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
