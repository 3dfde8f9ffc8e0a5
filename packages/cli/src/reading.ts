// Reading the files of a call and printing each, on all cores where there are many.
import { eachFile, type InputFile } from './files.js';
import { standard } from './input.js';
import { printerOf } from './printers.js';
import { fileReader, type Printed, type ReadForm } from './read-file.js';
import { print, warn } from './terminal.js';

/** From how many files on more than one core is worth its start. */
const manyFiles = 16;

/** Prints each file in the form; resolves with the exit status. */
export async function printFiles(files: readonly InputFile[], form: ReadForm): Promise<number> {
  const read = fileReader(form);
  const printer = await printerOf(form);
  const paths = files.flatMap(({ path, problem }) => (problem || path === standard ? [] : path));
  const parallel =
    paths.length > manyFiles ? (await import('./parallel.js')).readInParallel(paths, form) : undefined;
  const lacking = new Lacking();
  const kept: string[] = [];
  let printed = 0;
  const next = async (text: string): Promise<void> => print((printed++ ? printer.between : '') + text);
  await print(printer.open);
  const status = await eachFile(
    files,
    'read',
    async ({ path }) => {
      const result = await (parallel && path !== standard ? parallel.next() : read(path));
      lacking.add(result);
      if (printer.whole) kept.push(result.text);
      else await next(result.text);
    },
    async (file, error) => {
      if (printer.failed) await next(printer.failed(file, error));
    },
  );
  await parallel?.close();
  for (const text of printer.whole?.(kept) ?? []) await print(text);
  await print(printer.close);
  lacking.tell();
  return status;
}

/** What was asked for and no file has. */
class Lacking {
  #names: Map<string, string> | undefined;

  add({ lacking }: Printed): void {
    const before = this.#names;
    this.#names = new Map(Object.entries(lacking).filter(([name]) => before?.has(name) ?? true));
    for (const [name, near] of before ?? []) if (near && this.#names.has(name)) this.#names.set(name, near);
  }

  tell(): void {
    for (const [name, near] of this.#names ?? []) warn(`no file has the ${name}${near}`);
  }
}
