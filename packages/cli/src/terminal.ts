// What the caller sees: text on standard output, lines and progress on standard error.

/** Writes to standard output and waits while it is full. */
export async function print(text: string): Promise<void> {
  if (!process.stdout.write(text)) await new Promise((resolve) => process.stdout.once('drain', resolve));
}

/** Writes one line to standard error. */
export function warn(text: string): void {
  process.stderr.write(`exifkit: ${harmless(text)}\n`);
}

/** Text in which all that a terminal would act on is shown as a dot. */
export function harmless(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '.');
}

/** Ends the command when nobody reads its output any more, as other commands do, or when it cannot be written. */
export function watchOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(brokenPipe);
    warn(`cannot write to standard output: ${error.message}`);
    process.exit(1);
  });
}

/** What a shell shows of a command that SIGPIPE ended. */
const brokenPipe = 141;

/** Shows `done of total` on a terminal while work takes longer than a moment; nothing elsewhere. */
export function progress(total: number, verb: string): { step(): void; end(): void } {
  const shown = process.stderr.isTTY === true && total > 1;
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
