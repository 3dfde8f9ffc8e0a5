// The list of `blocks.ts` with every block at hand: for reading at once, and for checks that must see what reading sees.
import type { AnyBlock } from '../types.js';
import { blocks } from './blocks.js';
import * as atHand from './blocks-at-hand.js';

const byName = new Map<string, AnyBlock>(Object.values(atHand).map((block) => [block.name, block]));

export const everyBlock: readonly AnyBlock[] = blocks.map((block) => byName.get(block.name) ?? block);
