// Puts files in an order in which each has much in common with the one before, as far as deflate sees back.
import { readFileSync } from 'node:fs';

/** Half of deflate's window: the end of one file and the beginning of the next. */
const reach = 16_384;
const pieceLength = 6;
/** One in so many pieces is looked at. */
const sampled = 4;

/** The same files: of all pairs those with most in common come together first. */
export function likeNextToLike(files) {
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  const starts = texts.map((text) => pieces(text.slice(0, reach)));
  const ends = texts.map((text) => pieces(text.slice(-reach)));
  const pairs = files.flatMap((_, one) =>
    files.map((_, other) => ({ one, other, shared: common(ends[one], starts[other]) })),
  );
  return chained(
    files,
    pairs.sort((a, b) => b.shared - a.shared),
  );
}

function chained(files, pairs) {
  const after = new Map();
  const chains = files.map((_, i) => i);
  for (const { one, other } of pairs) {
    if (after.has(one) || [...after.values()].includes(other) || chains[one] === chains[other]) continue;
    after.set(one, other);
    const joined = chains[other];
    chains.forEach((chain, i) => {
      if (chain === joined) chains[i] = chains[one];
    });
  }
  const ordered = [];
  const led = new Set(after.values());
  for (let at = files.findIndex((_, i) => !led.has(i)); at !== undefined; at = after.get(at))
    ordered.push(files[at]);
  return ordered;
}

function common(one, other) {
  let count = 0;
  for (const piece of other) if (one.has(piece)) count++;
  return count;
}

/** Hashes of a text's pieces. */
function pieces(text) {
  const found = new Set();
  for (let at = 0; at + pieceLength <= text.length; at++) {
    let hash = 0;
    for (let i = 0; i < pieceLength; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(at + i)) >>> 0;
    if (hash % sampled === 0) found.add(hash);
  }
  return found;
}
