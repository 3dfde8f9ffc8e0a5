// What the caller sees: text on standard output, lines and progress on standard error.
import { fstatSync, writeSync } from 'node:fs';

/** What text is laid out for. */
export interface Screen {
  /** How wide a terminal is; `undefined` where output is none. */
  readonly columns: number | undefined;
  readonly colour: boolean;
}

/** What standard output is, by what it says and what `FORCE_COLOR` and `NO_COLOR` do. */
export async function screenOf(): Promise<Screen> {
  const isTerminal = fstatSync(standardOutput).isCharacterDevice() && (await isTty(standardOutput));
  const { FORCE_COLOR: forced, NO_COLOR: refused, TERM: kind } = process.env;
  const colour =
    forced === undefined ? isTerminal && !refused && kind !== 'dumb' : !/^(0|false)$/.test(forced);
  // A terminal that does not know its width says 0.
  return { columns: isTerminal ? process.stdout.columns || undefined : undefined, colour };
}

/** Loaded where it may be one: it takes longer than reading a photo. */
async function isTty(descriptor: number): Promise<boolean> {
  return (await import('node:tty')).isatty(descriptor);
}

/** Node's own stream for standard output, once it is needed: making it takes longer than reading a photo. */
let stream: typeof process.stdout | undefined;

/**
 * Writes to standard output and waits while it is full. Ends the command when nobody reads its output any more, as other
 * commands do, or when it cannot be written.
 */
export async function print(text: string): Promise<void> {
  await printBytes(new TextEncoder().encode(text));
}

/** Does so with bytes. */
export async function printBytes(bytes: Uint8Array): Promise<void> {
  hideProgress();
  let rest = bytes;
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
  hideProgress();
  process.stderr.write(`exifkit: ${harmless(text)}\n`);
}

/** Text in which all that a terminal would act on is shown as a dot. */
export function harmless(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '.');
}

/** Whether a line of progress stands on the terminal. */
let progressShown = false;

function hideProgress(): void {
  if (progressShown) process.stderr.write('\r\x1b[K');
  progressShown = false;
}

/** Shows count, rate and time left on a terminal while work takes longer than a moment; nothing elsewhere. */
export function progress(total: number, verb: string): { step(): void; end(): void } {
  const shown = total > 1 && process.stderr.isTTY === true;
  let start = 0;
  let last = 0;
  let done = 0;
  return {
    step() {
      done++;
      const now = Date.now();
      // The first file takes the start of the work along, which says nothing of the others.
      if (done === 1) start = now;
      if (!shown || now - start < 500 || now - last < 100) return;
      last = now;
      process.stderr.write(`\r\x1b[K${progressLine(verb, done, total, ((done - 1) * 1000) / (now - start))}`);
      progressShown = true;
    },
    end: hideProgress,
  };
}

/** `read 120 of 500, 43.1 a second, 9 s left`. */
export function progressLine(verb: string, done: number, total: number, rate: number): string {
  const left = Math.ceil((total - done) / rate);
  const time = left < 60 ? `${left} s` : `${Math.floor(left / 60)} min ${left % 60} s`;
  return `${verb} ${done} of ${total}, ${rate < 10 ? rate.toFixed(1) : Math.round(rate)} a second, ${time} left`;
}
