import { describe, expect, it } from 'vitest';
import { traceOf } from '../src/trace.js';

const id = '0af7651916cd43dd8448eb211c80319c';
const span = 'b7ad6b7169203331';

describe('a traceparent', () => {
  it.each([
    [`00-${id}-${span}-01`, '01'],
    [`00-${id}-${span}-00`, '00'],
    [`00-${id}-${span}-ff`, '01'],
    [`01-${id}-${span}-01`, '01'],
    [`cc-${id}-${span}-01-more-to-come`, '01'],
  ])('%s is taken on, with a span of its own', (header, flags) => {
    const trace = traceOf(header);
    expect(trace.id).toBe(id);
    expect(trace.header).toMatch(new RegExp(`^00-${id}-[0-9a-f]{16}-${flags}$`));
    expect(trace.header).not.toContain(span);
  });

  it.each([
    undefined,
    '',
    'x',
    `ff-${id}-${span}-01`,
    `00-${id}-${span}-01-more`,
    `00-${id}-${span}-01.`,
    `cc-${id}-${span}-01.`,
    `00-${id.toUpperCase()}-${span}-01`,
    `00-${'0'.repeat(32)}-${span}-01`,
    `00-${id}-${'0'.repeat(16)}-01`,
    `00-${id}-${span}-1`,
    `00-${id}-${span}-01, 00-${id}-${span}-01`,
  ])('%s is none: a new trace begins', (header) => {
    const trace = traceOf(header);
    expect(trace.id).toMatch(/^(?!0+$)[0-9a-f]{32}$/);
    expect(trace.id).not.toBe(id);
    expect(trace.header).toMatch(new RegExp(`^00-${trace.id}-[0-9a-f]{16}-00$`));
    expect(traceOf(header).id).not.toBe(trace.id);
  });
});
