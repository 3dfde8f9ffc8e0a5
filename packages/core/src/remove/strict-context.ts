// What a file that is to be written anew is read with: limits that are passed stop it.
import type { Warning } from '../errors.js';
import { defaultLimits } from '../limits.js';
import { createContext, type FileFacts } from '../read/context.js';
import type { Context } from '../types.js';
import { strictBudget } from './strict-budget.js';

export function strictContext(file: FileFacts, warnings: Warning[]): Context {
  return { ...createContext(defaultLimits, file, warnings), budget: strictBudget(defaultLimits) };
}
