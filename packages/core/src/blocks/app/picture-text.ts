// Text of older cameras as `[section]` and `name=value`: in an APP12 segment a line each, in Olympus' notes with spaces.

/** Section heads, and pairs that end at a control character, at the next pair or at the next section. */
const token = /\[.*?\]|[\w#-]+=[\x20-\x7e]+?(?=\s*(?:[\n\r\0]|[\w#-]+=|\[|$))/g;

/** The names and values of such a text. */
export function* pictureTextPairs(text: string): Generator<readonly [name: string, value: string]> {
  for (const [match] of text.matchAll(token)) {
    const equals = match.indexOf('=');
    if (!match.startsWith('[') && equals > 0) yield [match.slice(0, equals), match.slice(equals + 1)];
  }
}

/** The name of a tag: as it is written, from a capital on; one letter alone is no name yet. */
export function pictureTextName(name: string): string {
  const plain = (name.charAt(0).toUpperCase() + name.slice(1)).replace(/[^-\w]/g, '');
  return plain.length > 1 ? plain : `Tag${plain}`;
}
