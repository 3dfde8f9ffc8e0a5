// What the caller sees: text on standard output, lines and progress on standard error.
import { writeSync } from 'node:fs';

/** Node's own stream for standard output, once it is needed: making it takes longer than reading a photo. */
let stream: typeof process.stdout | undefined;

/**
 * Writes to standard output and waits while it is full. Ends the command when nobody reads its output any more, as other
 * commands do, or when it cannot be written.
 */
export async function print(text: string): Promise<void> {
  let rest = new TextEncoder().encode(text);
  try {
    while (!stream && rest.length > 0) rest = rest.subarray(writeSync(standardOutput, rest));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') endWith(error as NodeJS.ErrnoException);
    // It is a pipe that does not wait.
    stream = process.stdout.on('error', endWith);
  }
  if (rest.length > 0 && !stream?.write(rest)) await new Promise((resolve) => stream?.once('drain', resolve));
}

const standardOutput = 1;

function endWith(error: NodeJS.ErrnoException): never {
  if (error.code === 'EPIPE') process.exit(brokenPipe);
  warn(`cannot write to standard output: ${error.message}`);
  process.exit(1);
}

/** What a shell shows of a command that SIGPIPE ended. */
const brokenPipe = 141;

/** Writes one line to standard error. */
export function warn(text: string): void {
  process.stderr.write(`exifkit: ${harmless(text)}\n`);
}

/** Text in which all that a terminal would act on is shown as a dot. */
export function harmless(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '.');
}

/** Shows `done of total` on a terminal while work takes longer than a moment; nothing elsewhere. */
export function progress(total: number, verb: string): { step(): void; end(): void } {
  const shown = total > 1 && process.stderr.isTTY === true;
  const start = Date.now();
  let last = 0;
  let done = 0;
  return {
    step() {
      done++;
      const now = Date.now();
      if (!shown || now - start < 500 || now - last < 100) return;
      last = now;
      process.stderr.write(`\r\x1b[K${verb} ${done} of ${total}`);
    },
    end() {
      if (last) process.stderr.write('\r\x1b[K');
    },
  };
}
