// Keeps groups of tags: the rules by which planners do, and what the file says of them in blocks that go.

import type { Scan } from '../../bytes/scan.js';
import type { Rules, Stated } from '../../containers/plan.js';
import type { Context } from '../../types.js';
import type { AskedRules } from '../policy.js';
import { withGroups } from './groups.js';
import { statedTexts } from './stated.js';

/** The rules with what the groups keep, and what is stated of it. */
export function* keepGroups(
  asked: AskedRules,
  context: Context,
): Scan<{ readonly rules: Rules; readonly stated: Stated }> {
  const rules = withGroups(asked, asked.groups);
  return { rules, stated: yield* statedTexts(rules, asked.groups, context) };
}
