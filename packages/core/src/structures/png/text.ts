// The fields of PNG text chunks: tEXt, zTXt, iTXt and the like-built iCCP (PNG third edition, section 11.3.3).
import { type Inflated, inflate } from '../../bytes/inflate.js';
import type { View } from '../../bytes/view.js';

/** A text chunk taken apart; the text lies at `[start, end)`. */
export interface TextFields {
  readonly keyword: string;
  /** Language tag of an iTXt chunk as it stands there, else empty. */
  readonly language: string;
  /** Compression method, 0 for zlib; `undefined` where the text is not compressed. */
  readonly compression: number | undefined;
  readonly start: number;
  readonly end: number;
}

/** Bytes that may yet be inflated for one file; {@link textBytes} takes from it. */
export interface InflateBudget {
  left: number;
}

/** The fields of the chunk whose data is `[start, end)`; `undefined` where separators are missing. */
export function textFields(type: string, view: View, start: number, end: number): TextFields | undefined {
  const keywordEnd = findNull(view, start, end);
  if (keywordEnd === undefined) return undefined;
  const keyword = view.latin1(start, keywordEnd);
  const rest = keywordEnd + 1;
  if (type === 'tEXt') return { keyword, language: '', compression: undefined, start: rest, end };
  if (rest >= end) return undefined;
  if (type !== 'iTXt') return { keyword, language: '', compression: view.u8(rest), start: rest + 1, end };
  const languageEnd = findNull(view, rest + 2, end);
  if (languageEnd === undefined) return undefined;
  const translatedEnd = findNull(view, languageEnd + 1, end);
  if (translatedEnd === undefined) return undefined;
  return {
    keyword,
    language: view.latin1(rest + 2, languageEnd),
    compression: view.u8(rest) === 0 ? undefined : view.u8(rest + 1),
    start: translatedEnd + 1,
    end,
  };
}

/** The text's bytes, inflated within the budget where compressed; its `end` tells how that went. */
export function textBytes(fields: TextFields, view: View, budget: InflateBudget): Inflated {
  const bytes = view.slice(fields.start, fields.end);
  if (fields.compression === undefined) return { bytes, end: 'complete' };
  if (fields.compression !== 0) return { bytes: bytes.subarray(0, 0), end: 'damaged' };
  const inflated = inflate(bytes, budget.left);
  budget.left -= inflated.bytes.length;
  return inflated;
}

function findNull(view: View, start: number, end: number): number | undefined {
  if (start >= end) return undefined;
  const found = view.slice(start, end).indexOf(0);
  return found < 0 ? undefined : start + found;
}
