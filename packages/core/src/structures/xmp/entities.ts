// References in XML text: the five predefined entities and characters by number (XML 1.0, sections 4.1 and 4.6).

const entities: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const escapes: { readonly [sign: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** References resolved in one text. */
const maxReferences = 65_536;

/**
 * Resolves the predefined entities and character references, once; others stay as they are. A text with very many is
 * cut before the first that is too many, and `onCut` called.
 */
export function unescapeXml(text: string, onCut?: () => void): string {
  if (!text.includes('&')) return text;
  const end = endOfReferences(text);
  if (end < text.length) onCut?.();
  return text.slice(0, end).replace(/&(#?\w+);/g, (whole, name: string) => {
    if (name[0] !== '#') return Object.hasOwn(entities, name) ? entities[name]! : whole;
    const hexadecimal = name[1] === 'x';
    if (!(hexadecimal ? /^#x[0-9a-f]+$/i : /^#\d+$/).test(name)) return whole;
    const code = hexadecimal ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}

/** Where the reference stands that is one too many; the length of the text where none is. */
function endOfReferences(text: string): number {
  let at = text.indexOf('&');
  for (let count = 0; at >= 0; at = text.indexOf('&', at + 1)) if (++count > maxReferences) return at;
  return text.length;
}

/** Text as it may stand between tags and in quotes. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => escapes[sign]!);
}
