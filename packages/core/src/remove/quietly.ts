// One read of a file whose warnings were said before.
import type { Context } from '../types.js';
import { strictBudget } from './strict-budget.js';

/** A context for one read of a file without a warning, which throws where limits are passed. */
export function quietly(context: Context): Context {
  return { ...context, budget: strictBudget(context.limits), warn: () => {} };
}
