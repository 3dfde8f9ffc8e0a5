// The budget of a removal: what is not read to its end is not known to be clean.
import { MetadataError } from '../errors.js';
import type { Limits } from '../limits.js';
import { FileBudget } from '../read/budget.js';
import type { Budget } from '../types.js';

/** A budget for one read of a file, which refuses the file where it is spent. */
export function strictBudget(limits: Limits): Budget {
  return new FileBudget(limits, () => {
    throw new MetadataError(
      'limit-exceeded',
      `the values take more than ${limits.decodedBytes} bytes: the file cannot be checked`,
    );
  });
}
