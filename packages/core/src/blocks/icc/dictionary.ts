// Names and values that a profile's maker added (dictType, ICC.1:2022 section 10.9).
import { utf16Text } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import type { Budget } from '../../types.js';

/** The pairs of the `dict` tag in `[start, end)`; `undefined` where it is damaged from the start. */
export function dictionary(
  view: View,
  start: number,
  end: number,
  budget: Budget,
): readonly { readonly name: string; readonly value: string }[] | undefined {
  if (end - start < 16 || view.fourcc(start) !== 'dict') return undefined;
  const count = view.u32(start + 8);
  const recordLength = view.u32(start + 12);
  if (recordLength < 16) return undefined;
  const pairs: { name: string; value: string }[] = [];
  const firstText = 16 + recordLength * count;
  const textAt = (at: number): string | undefined => {
    const offset = view.u32(at);
    const length = view.u32(at + 4);
    if (offset < firstText || start + offset + length > end) return undefined;
    return utf16Text(view.slice(start + offset, start + offset + length));
  };
  for (let i = 0; i < count; i++) {
    const at = start + 16 + i * recordLength;
    if (at + recordLength > end) break;
    if (!budget.tag(view.u32(at + 4) + view.u32(at + 12))) break;
    if (view.u32(at) === 0 || view.u32(at + 8) === 0) continue;
    const name = textAt(at);
    const value = textAt(at + 8);
    if (name === undefined || value === undefined) break;
    pairs.push({ name: tagName(name), value });
  }
  return pairs.filter(({ name }) => name !== '');
}

/** `creator app` as the tag name `CreatorApp`. */
function tagName(text: string): string {
  const joined = text.replace(/\s+(.)/g, (_, first: string) => first.toUpperCase());
  return (joined.charAt(0).toUpperCase() + joined.slice(1)).replace(/[^-\w]/g, '');
}
