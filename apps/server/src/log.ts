// What of an error may stand in the log: its kind and cause, never its message, which may quote a file.

/** An error's kind, the system's codes of it and of its causes (`ENOSPC write`), and its places in the code. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const places = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  return [kindOf(error), ...places.slice(0, 8).map((line) => line.trim())].join(' < ');
}

const depth = 4;

function kindOf(error: Error): string {
  const words: string[] = [];
  let cause: unknown = error;
  for (let i = 0; i < depth && cause instanceof Error; i++, cause = cause.cause) {
    words.push(cause.name);
    for (const word of [Reflect.get(cause, 'code'), Reflect.get(cause, 'syscall')]) {
      if (typeof word === 'string' && /^\w{1,40}$/.test(word)) words.push(word);
    }
  }
  return words.join(' ');
}
