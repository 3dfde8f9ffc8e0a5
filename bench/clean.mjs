// Counts whose cleaned files are clean: nothing is left in them that `remove` would still take out.
import { readdirSync, readFileSync } from 'node:fs';
import { removeSync } from 'exifkit/sync';
import { removeMetadataSync } from 'picscrub';
import piexif from 'piexifjs';

const folder = new URL('../fixtures/files/', import.meta.url);

/** Ways to clean the bytes of a file; they throw where they cannot. */
const cleaners = {
  exifkit: (bytes) => removeSync(bytes).bytes(),
  piexifjs: (bytes) => Buffer.from(piexif.remove(bytes.toString('latin1')), 'latin1'),
  picscrub: (bytes) => removeMetadataSync(bytes).data,
};

/** One line a contender: of how many fixtures it makes a file at all, and how many of those are clean. */
export function cleanliness() {
  const files = readdirSync(folder).map((name) => readFileSync(new URL(name, folder)));
  return Object.entries(cleaners).map(([name, clean]) => {
    const outcomes = files.map((bytes) => outcome(bytes, clean));
    const made = outcomes.filter((one) => one !== 'refused').length;
    const cleaned = outcomes.filter((one) => one === 'clean').length;
    return `${name.padEnd(10)} ${String(cleaned).padStart(4)} clean of ${made} made from ${files.length} files`;
  });
}

function outcome(bytes, clean) {
  let cleaned;
  try {
    cleaned = clean(bytes);
  } catch {
    return 'refused';
  }
  try {
    return removeSync(cleaned).report.removed.length === 0 ? 'clean' : 'unclean';
  } catch {
    return 'unclean';
  }
}
