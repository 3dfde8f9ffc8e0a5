// Joins the segments of one block: ICC profiles, Photoshop resources, EXIF and JUMBF span several.
import type { ByteRange, Scan } from '../../bytes/scan.js';
import type { BlockKind, BlockRef, Context } from '../../types.js';

/** An application or comment segment: what it holds, and where that begins and ends. */
export interface MetadataSegment {
  readonly label: string;
  readonly kind: BlockKind;
  readonly start: number;
  readonly end: number;
}

/** One block for each standard's run of segments, in file order. */
export function* joinSegments(
  segments: readonly MetadataSegment[],
  context: Context,
): Scan<readonly BlockRef[]> {
  const blocks: BlockRef[] = [];
  const icc: IccChunk[] = [];
  const jumbf = new Map<number, ByteRange[]>();
  for (let i = 0; i < segments.length; i++) {
    const segment = segments[i]!;
    const { kind, start, end, label } = segment;
    const path = `jpeg/${label}`;
    if (kind === 'icc') {
      const view = context.held?.view ?? (yield { start, end: start + 2 });
      if (view.end >= start + 2)
        icc.push({ number: view.u8(start), count: view.u8(start + 1), start: start + 2, end });
    } else if (kind === 'jumbf') {
      const view = context.held?.view ?? (yield { start, end: Math.min(end, start + 22) });
      if (view.end >= start + 14)
        addJumbf(jumbf, view.u16(start), view.u32(start + 2), view.u32(start + 6), start + 6, end);
    } else if (kind === 'photoshop') {
      const ranges = [{ start, end }];
      while (segments[i + 1]?.kind === 'photoshop') ranges.push(segments[++i]!);
      blocks.push({ kind, ranges, path, host: 'jpeg', usual: true });
    } else if (kind === 'exif') {
      const ranges = [{ start: start + 1, end }];
      for (; segments[i + 1]?.kind === 'exif'; i++) {
        const next = segments[i + 1]!;
        const view = yield { start: next.start + 1, end: next.start + 5 };
        if (isTiffHeader(view.latin1(next.start + 1, Math.min(view.end, next.start + 5)))) break;
        ranges.push({ start: next.start + 1, end: next.end });
      }
      blocks.push({ kind, ranges, path, host: 'jpeg' });
    } else {
      blocks.push({ kind, ranges: [{ start, end }], path, label, host: 'jpeg' });
    }
  }
  if (icc.length > 0) blocks.push(...joinIcc(icc, context));
  for (const ranges of jumbf.values()) blocks.push({ kind: 'jumbf', ranges, path: 'jpeg/APP11' });
  return blocks;
}

function isTiffHeader(text: string): boolean {
  return text === 'II*\0' || text === 'MM\0*';
}

interface IccChunk extends ByteRange {
  readonly number: number;
  readonly count: number;
}

/** Profiles from numbered chunks (ICC.1:2022 annex B.4); a chunk number that comes again starts a new profile. */
function joinIcc(chunks: readonly IccChunk[], context: Context): BlockRef[] {
  const profiles: Map<number, IccChunk>[] = [];
  for (const chunk of chunks) {
    let profile = profiles.at(-1);
    if (!profile || profile.has(chunk.number)) {
      profile = new Map();
      profiles.push(profile);
    }
    profile.set(chunk.number, chunk);
  }
  return profiles.map((profile) => {
    const ordered = [...profile.values()].sort((a, b) => a.number - b.number);
    const first = ordered[0]!;
    if (first.count !== ordered.length) {
      context.warn(
        'malformed',
        `ICC profile has ${ordered.length} of ${first.count} parts`,
        first.start,
        'jpeg/APP2',
      );
    }
    const ranges = ordered.map(({ start, end }) => ({ start, end }));
    return { kind: 'icc', ranges, path: 'jpeg/APP2' };
  });
}

/** A box split over segments repeats its header in each (ISO/IEC 18477-3 annex B); only the first one counts. */
function addJumbf(
  boxes: Map<number, ByteRange[]>,
  instance: number,
  sequence: number,
  length: number,
  start: number,
  end: number,
): void {
  const ranges = boxes.get(instance);
  if (!ranges || sequence === 1) boxes.set(instance, [...(ranges ?? []), { start, end }]);
  else ranges.push({ start: start + (length === 1 ? 16 : 8), end });
}
