// Changes of a PNG: chunks whose data change get their length and checksum anew.
import { crc32 } from '../../bytes/crc32.js';
import { growthOf, inOrder, overwrite, type Splice, spliced } from '../../bytes/splices.js';
import { type Chunk, walkChunks } from '../../structures/png/walk.js';
import { bigEndian } from '../../structures/png/write.js';
import { byUnit, type FormatEdit, type Unit } from '../edit.js';
import { refuse } from '../plan.js';

interface ChunkUnit extends Unit {
  readonly content: Chunk;
}

export const pngEdit: FormatEdit = function* (splices, { context }) {
  const units: ChunkUnit[] = [];
  // biome-ignore lint/correctness/useYield: the walk asks for what it needs
  yield* walkChunks({ ...context, warn: () => {} }, 'data', function* (chunk) {
    units.push({ start: chunk.start - 8, end: chunk.end + 4, content: chunk });
  });
  const renewed: Splice[] = [];
  for (const [{ content }, own] of byUnit(splices, units, 'png')) {
    const { type, start, end } = content;
    const view = end - start > context.limits.blockBytes ? undefined : yield { start: start - 4, end };
    if (!view?.has(start - 4, end))
      refuse('limit-exceeded', 'a chunk that is too long', start, `png/${type}`);
    let sum = 0;
    for (const piece of spliced(own, start - 4, end))
      sum = crc32(piece instanceof Uint8Array ? piece : view.slice(piece.start, piece.end), sum);
    renewed.push(overwrite(end, bigEndian(sum)));
    if (growthOf(own) !== 0) renewed.push(overwrite(start - 8, bigEndian(end - start + growthOf(own))));
  }
  return inOrder([...splices, ...renewed]);
};
