// Text in several languages (multiLocalizedUnicodeType, ICC.1:2022 section 10.15).
import { utf16Text } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import type { Budget } from '../../types.js';

/** A text and the suffix its tag name gets for the language: `-de-DE`, or none for US English. */
export interface LocalizedText {
  readonly suffix: string;
  readonly text: string;
}

/** The texts of the `mluc` tag in `[start, end)`, and whether all that it counts were there. */
export function localizedTexts(
  view: View,
  start: number,
  end: number,
  budget: Budget,
): { readonly texts: readonly LocalizedText[]; readonly complete: boolean } {
  const texts: LocalizedText[] = [];
  if (end - start < 28) return { texts, complete: true };
  const count = view.u32(start + 8);
  const recordLength = view.u32(start + 12);
  if (recordLength < 12) return { texts, complete: true };
  for (let i = 0; i < count; i++) {
    const at = start + 16 + i * recordLength;
    if (at + recordLength > end) break;
    const length = view.u32(at + 4);
    const from = start + view.u32(at + 8);
    if (from + length > end || !budget.tag(length)) break;
    texts.push({ suffix: languageSuffix(view.fourcc(at)), text: utf16Text(view.slice(from, from + length)) });
  }
  return { texts, complete: texts.length === count };
}

function languageSuffix(code: string): string {
  if (!/^[a-z]{4}$/i.test(code)) return '';
  const language = `${code.slice(0, 2).toLowerCase()}-${code.slice(2).toUpperCase()}`;
  return language === 'en-US' ? '' : `-${language}`;
}

/** The name of a tag without the suffix for its language. */
export function withoutLanguage(name: string): string {
  return name.replace(/-[a-z]{2}-[A-Z]{2}$/, '');
}
