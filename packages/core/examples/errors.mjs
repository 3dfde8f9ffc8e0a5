// Damage inside a file is a warning with its place; what cannot be read at all is one kind of error.
// `node errors.mjs photo.jpg`
import { MetadataError, read } from 'exifkit';
import { fromPath } from 'exifkit/node';

try {
  const m = await read(fromPath(process.argv[2]), { signal: AbortSignal.timeout(10_000) });
  console.log(`${m.tags().length} tags`); // decoding happens when asked for, and may warn
  for (const { code, message, offset, path } of m.warnings) {
    console.log(`warning ${code} at byte ${offset} (${path}): ${message}`);
  }
} catch (error) {
  if (!(error instanceof MetadataError)) throw error;
  // 'unsupported-format', 'truncated', 'malformed', 'limit-exceeded', 'source-failed', 'aborted' ...
  console.log(`error ${error.code}: ${error.message}`);
}
