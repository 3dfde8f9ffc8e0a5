// W3C Trace Context: which trace a request belongs to, taken from its `traceparent` and given in the answer's.

/** A request's place in a trace. */
export interface Trace {
  /** 32 hexadecimal digits, the caller's where it sent some. */
  readonly id: string;
  /** The `traceparent` of the answer: the trace, a new span for this request, and whether it is sampled. */
  readonly header: string;
}

/** The trace of a `traceparent` header; a new one where there is none or it is not valid. */
export function traceOf(header: string | undefined): Trace {
  const [, version, traceId, parentId, flags, rest] = traceparent.exec(header ?? '') ?? [];
  const isValid =
    version !== undefined &&
    version !== 'ff' &&
    !(version === '00' && rest !== '') &&
    /[^0]/.test(traceId!) &&
    /[^0]/.test(parentId!);
  const id = isValid ? traceId! : randomDigits();
  const sampled = isValid && Number.parseInt(flags!, 16) & 1;
  return { id, header: `00-${id}-${randomDigits().slice(0, 16)}-0${sampled ? 1 : 0}` };
}

/** 32 hexadecimal digits, never all zero. Runtimes have uuids in stock; random bytes take a way into the system. */
function randomDigits(): string {
  return crypto.randomUUID().replaceAll('-', '');
}

/** Later versions may have more behind a dash. */
const traceparent = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})($|-.*$)/;
