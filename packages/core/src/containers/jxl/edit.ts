// Changes of a JPEG XL file: boxes whose content changes state their length anew.
import type { Scan } from '../../bytes/scan.js';
import { growthOf, inOrder, moves, overwrite, type Splice } from '../../bytes/splices.js';
import { be32, be64, concat } from '../../structures/isobmff/write.js';
import { byUnit, type FormatEdit, type Unit } from '../edit.js';
import { refuse } from '../plan.js';
import { boxesOf } from './structure.js';

interface BoxUnit extends Unit {
  readonly type: string;
}

const longHeader = 16;

export const jxlEdit: FormatEdit = function* (splices, file) {
  if (!splices.some(moves)) return splices;
  const boxes = yield* boxesOf(file);
  if (!boxes) refuse('not-writable', 'a bare codestream has no place for it', 0, 'jxl');
  const units = boxes.map(({ type, start, body, end }) => ({
    type,
    start,
    end,
    content: { start: body, end },
  }));
  const renewed: Splice[] = [];
  for (const [unit, own] of byUnit(splices, units, 'jxl')) {
    const growth = growthOf(own);
    if (growth !== 0) renewed.push(...(yield* lengthOf(unit, growth)));
  }
  return inOrder([...renewed, ...splices]);
};

/** The length in the header of a box; none where that says that it is the last one. */
function* lengthOf({ type, start, end, content }: BoxUnit, growth: number): Scan<Splice[]> {
  const view = yield { start, end: start + 4 };
  const length = end - start + growth;
  if (view.u32(start) === 0) return [];
  if (content.start - start === longHeader) return [overwrite(start + 8, concat([be64(length)]))];
  if (length >= 2 ** 32) refuse('limit-exceeded', 'box would be too long', start, `jxl/${type}`);
  return [overwrite(start, concat([be32(length)]))];
}
