// The parameters of a header's value, as senders really write them (RFC 9110 5.6.6, RFC 7578, RFC 8187).

/** Parameters by lower-case name, e.g. those of `form-data; name="file"; filename="a.jpg"`. */
export function headerParameters(value: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name, quoted, plain] of value.matchAll(parameter)) {
    const key = name!.toLowerCase();
    const text = quoted === undefined ? plain!.trim() : quoted.replace(/\\(["\\])/g, '$1');
    if (!found.has(key)) found.set(key, text);
  }
  return found;
}

/** A backslash is an escape before a quote or another backslash, but not in the path of a Windows file. */
const parameter = /;\s*([^=;\s"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))/g;

/** The text of an extended parameter (`filename*`); `undefined` where it is not what RFC 8187 has. */
export function extendedValue(value: string): string | undefined {
  const [, charset, encoded] = /^(utf-8|iso-8859-1)'[^']*'(.*)$/i.exec(value) ?? [];
  if (charset === undefined || encoded === undefined) return undefined;
  const bytes = encoded.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  if (/[^\0-\u00ff]/.test(bytes)) return undefined;
  const raw = Uint8Array.from(bytes, (character) => character.charCodeAt(0));
  return decodeText(raw, charset.toLowerCase() === 'utf-8' ? ['utf-8'] : ['latin1']);
}

/** Text in the first of the encodings that it fits. */
export function decodeText(
  bytes: Uint8Array,
  encodings: readonly string[] = ['utf-8', 'latin1'],
): string | undefined {
  for (const encoding of encodings) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The next one.
    }
  }
  return undefined;
}
