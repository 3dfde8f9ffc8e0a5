import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runSync } from '../../bytes/scan.js';
import { FileDraft, PartDraft } from './draft.js';

test('writes are read back through parts, and joined changes make the same file', () => {
  const write = fc.record({ at: fc.nat(60), bytes: fc.uint8Array({ maxLength: 8 }) });
  fc.assert(
    fc.property(fc.array(write, { maxLength: 20 }), (writes) => {
      const source = Uint8Array.from({ length: 100 }, (_, i) => i);
      const expected = source.slice();
      const file = new FileDraft(source.length);
      const part = new PartDraft(file, [
        { start: 10, end: 40 },
        { start: 50, end: 90 },
      ]);
      for (const { at, bytes } of writes) {
        part.write(at, bytes);
        bytes.forEach((byte, i) => {
          const place = at + i;
          if (place < 70) expected[place < 30 ? place + 10 : place + 20] = byte;
        });
      }
      expect(runSync(file.read(0, 100), source)).toEqual(expected);
      expect(runSync(part.read(0, 70), source)).toEqual(
        Uint8Array.of(...expected.subarray(10, 40), ...expected.subarray(50, 90)),
      );
      const made = source.slice();
      for (const { start, bytes } of file.splices) made.set(bytes, start);
      expect(made).toEqual(expected);
    }),
  );
});
