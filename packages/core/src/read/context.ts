// What a walk over a file is given: limits, what is known of the file, and the list that warnings go to.
import type { Warning } from '../errors.js';
import type { Limits } from '../limits.js';
import type { Context, HeldFile } from '../types.js';
import { FileBudget } from './budget.js';

/** What is known of a file before it is read. */
export interface FileFacts {
  readonly size?: number | undefined;
  readonly name?: string | undefined;
}

/** Limits, size and the list that warnings go to. */
export function createContext(
  limits: Limits,
  file: FileFacts,
  warnings: Warning[],
  only?: Context['only'],
  held?: HeldFile,
): Context {
  const warn: Context['warn'] = (code, message, offset, path) => {
    if (warnings.length < warningsKept) warnings.push({ code, message, offset, path });
  };
  const spent = (): void =>
    warn(
      'limit-exceeded',
      `the values take more than ${limits.decodedBytes} bytes: the rest is left out`,
      0,
      '',
    );
  return {
    held,
    only,
    limits,
    budget: new FileBudget(limits, spent),
    size: file.size,
    name: file.name,
    warn,
  };
}

const warningsKept = 200;
