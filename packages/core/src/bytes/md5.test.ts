import { expect, test } from 'vitest';
import { md5 } from './md5.js';

const digest = (text: string) => md5(new TextEncoder().encode(text));

test('the vectors of RFC 1321 appendix A.5', () => {
  expect(digest('')).toBe('d41d8cd98f00b204e9800998ecf8427e');
  expect(digest('abc')).toBe('900150983cd24fb0d6963f7d28e17f72');
  expect(digest('message digest')).toBe('f96b697d7cb7938d525a2f31aaf161d0');
  expect(digest('1234567890'.repeat(8))).toBe('57edf4a22be3c955ac49da2e2107b67a');
});

test('lengths about the block size', () => {
  expect(digest('a'.repeat(55))).toBe('ef1772b6dff9a122358552954ad0df65');
  expect(digest('a'.repeat(56))).toBe('3b0c8ac703f828b04c6c197006d17218');
  expect(digest('a'.repeat(64))).toBe('014842d480b571495a4a0363793f7367');
});

test('bytes that start inside their buffer', () => {
  expect(md5(new TextEncoder().encode('xabc').subarray(1))).toBe('900150983cd24fb0d6963f7d28e17f72');
});
