import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashOf, NameSpan } from './name-span.js';

const name = fc.stringMatching(/^[A-Za-z_][-A-Za-z0-9_.:\u00c0-\u00ff]{0,20}$/);

test('a name is parted at its first colon, its parts by their numbers', () => {
  fc.assert(
    fc.property(name, fc.constantFrom('=', ' ', '>', '/', ''), (written, behind) => {
      const span = new NameSpan();
      const text = `<${written}${behind}`;
      expect(span.read(text, 1)).toBe(1 + written.length);
      const [prefix, local] = written.includes(':')
        ? [written.slice(0, written.indexOf(':')), written.slice(written.indexOf(':') + 1)]
        : ['', written];
      expect(span.of(text)).toBe(written);
      expect(text.slice(span.localStart, span.end)).toBe(local);
      expect([span.prefixHash, span.localHash]).toEqual([hashOf(prefix), hashOf(local)]);
      const other = new NameSpan();
      other.set(text, 1, 1 + written.length);
      expect(other).toEqual(span);
    }),
  );
});
