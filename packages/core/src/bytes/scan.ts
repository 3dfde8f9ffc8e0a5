// How a walk over a file asks for bytes, and the driver for bytes that are all in memory.
import { View } from './view.js';

/** A half-open range `[start, end)` of the file, in absolute byte offsets. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * A walk over a file. It yields the range it needs next and receives a view that holds at least that
 * range, or all of it that exists: `view.end < range.end` means the file ends there. The view may hold
 * more (in memory: the whole file), so a walk asks only for what its view does not hold yet.
 */
export type Scan<Result> = Generator<ByteRange, Result, View>;

/** Runs walks over bytes that are all at hand. */
export type ScanRunner = <Result>(scan: Scan<Result>) => Result;

/** Runs a walk over bytes in memory. */
export function runSync<Result>(scan: Scan<Result>, bytes: Uint8Array): Result {
  return runIn(scan, new View(bytes));
}

/** The same over a view of all that may be asked for. */
export function runIn<Result>(scan: Scan<Result>, view: View): Result {
  let step = scan.next();
  while (!step.done) step = scan.next(view);
  return step.value;
}

/** The view itself where it holds the range, else one that does; shorter at the end of the file. */
export function* need(view: View, start: number, end: number): Scan<View> {
  return view.has(start, end) ? view : yield { start, end };
}

const measuredAtOnce = 1 << 20;

/** Size of a source that does not say it. */
export function* measure(): Scan<number> {
  for (let at = 0; ; at += measuredAtOnce) {
    const { end } = yield { start: at, end: at + measuredAtOnce };
    if (end < at + measuredAtOnce) return end;
  }
}

/** Runs a walk as if the file ended at `end`. */
export function* endingAt<Result>(scan: Scan<Result>, end: number): Scan<Result> {
  let step = scan.next();
  while (!step.done) {
    const { start } = step.value;
    const view = yield { start: Math.min(start, end), end: Math.min(step.value.end, end) };
    step = scan.next(view.end <= end ? view : new View(view.slice(view.start, end), view.start));
  }
  return step.value;
}
