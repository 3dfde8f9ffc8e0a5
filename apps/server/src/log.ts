// The log: one line of JSON for each thing that happened. What of an error may stand in it: its kind and cause, never
// its message, which may quote a file.

/** What is said beside the event; `undefined` is left out. No field holds a key, a query, a uuid, a content or metadata. */
export type Fields = { readonly [name: string]: string | number | undefined };

/** Takes what happened: `event` is a fixed name, e.g. `request`. */
export interface Log {
  info(event: string, fields?: Fields): void;
  warn(event: string, fields?: Fields): void;
  error(event: string, fields?: Fields): void;
}

/** A log whose lines go to `write`. */
export function createLog(write: (line: string) => void, now: () => number = Date.now): Log {
  const at =
    (level: string) =>
    (event: string, fields: Fields = {}): void =>
      write(JSON.stringify({ time: new Date(now()).toISOString(), level, event, ...fields }));
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

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
