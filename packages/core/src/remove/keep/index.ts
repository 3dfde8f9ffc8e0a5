// Keeps groups of tags: the rules by which planners do, what the file says of them in blocks that go, and what is lost.

import { type Piece, scanPieces, totalLength } from '../../bytes/pieces.js';
import type { Scan } from '../../bytes/scan.js';
import { matching } from '../../containers/by-head.js';
import type { Rules, Stated } from '../../containers/plan.js';
import type { Warning } from '../../errors.js';
import { everyFormat } from '../../registry/every-format.js';
import type { Context, Tag } from '../../types.js';
import { groupsOf } from '../groups/index.js';
import { readTag } from '../groups/read-tag.js';
import type { AskedRules } from '../policy.js';
import { lostMessage } from '../warn-of-kept.js';
import { type Choice, chooserOf, withGroups } from './groups.js';
import { lossesOf } from './losses.js';
import { readSaid } from './said.js';
import { statedTexts } from './stated.js';

/** What the groups keep of a file. */
export interface KeptGroups {
  readonly rules: Rules;
  readonly stated: Stated;
  /** Warns of what the file that `pieces` make has lost of them, of what `said` warns of already not again. */
  warnOfLosses(pieces: readonly Piece[], said: readonly Warning[]): Scan<void>;
}

function isThumbnail(tag: Tag): boolean {
  return groupsOf(readTag(tag)).has('thumbnail') && String(tag.text).startsWith('(Binary data');
}

/** The rules with what the groups keep, and what is stated of it. */
export function* keepGroups(asked: AskedRules, context: Context): Scan<KeptGroups> {
  const rules = withGroups(asked, asked.groups);
  const choose = chooserOf(asked.groups);
  const chooseTag = (tag: Tag): Choice => choose(readTag(tag));
  const format = yield* matching(everyFormat);
  const before = format ? yield* readSaid(format, context) : { refs: [], tags: [] };
  return {
    rules,
    stated: yield* statedTexts(rules, choose, before.refs, context),
    *warnOfLosses(pieces, said): Scan<void> {
      if (!format) return;
      const cleaned = { ...context, size: totalLength(pieces) };
      const after = yield* scanPieces(readSaid(format, cleaned), pieces);
      for (const message of lossesOf(before.tags, after.tags, chooseTag, said))
        context.warn('unknown', message, 0, format.name);
      const lostThumbnail = rules.thumbnail && before.tags.some(isThumbnail) && !after.tags.some(isThumbnail);
      if (lostThumbnail && !said.some(({ message }) => message.includes('thumbnail')))
        context.warn('unknown', lostMessage('thumbnail'), 0, format.name);
    },
  };
}
