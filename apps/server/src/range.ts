// The Range header of a download (RFC 9110 section 14): one range of bytes.
import { ApiError } from './errors.js';

/** A half-open range of bytes. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The range asked for; `undefined` for the whole (no header, another unit, several ranges). Throws ApiError
 * 416 `invalid-range` where the range is malformed or lies outside.
 */
export function parseRange(header: string | undefined, size: number): Range | undefined {
  const spec = /^bytes=(.*)$/i.exec(header ?? '')?.[1];
  if (spec === undefined || spec.includes(',')) return undefined;
  const [, first = '', last = ''] = /^\s*(\d*)-(\d*)\s*$/.exec(spec) ?? [];
  const range = first === '' ? suffix(last, size) : between(Number(first), last, size);
  if (range.start < range.end) return range;
  throw new ApiError(416, 'invalid-range', 'Range not satisfiable', { 'Content-Range': `bytes */${size}` });
}

function suffix(length: string, size: number): Range {
  return { start: Math.max(0, size - Number(length)), end: size };
}

function between(start: number, last: string, size: number): Range {
  const end = last === '' ? size : Math.min(Number(last) + 1, size);
  return { start, end };
}
