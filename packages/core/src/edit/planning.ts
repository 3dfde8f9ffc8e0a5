// What planning an edit takes: fetched by the first edit.
import type { Changes } from '../changes.js';
import { fetched, type Warning } from '../errors.js';
import { BlockList } from '../read/block-list.js';
import type { FileFacts } from '../read/context.js';
import type { Run } from '../read/with-source.js';
import { blocks as everyBlock } from '../registry/blocks.js';
import type { FormatEntry } from '../registry/formats.js';
import type { Planned } from '../remove/rewrite.js';
import { strictContext } from '../remove/strict-context.js';
import { type EditParts, type EditReport, planEdit } from './plan.js';
import { contentOf, strictLoader } from './read-blocks.js';
import type * as TextBlocks from './text-blocks.js';

/** Lazy ones are fetched when a file has one of their kinds. */
const blocks = new BlockList(everyBlock);

/** Plans the changes of a file of a format. */
export async function planChanges(
  changes: Changes,
  entry: Required<FormatEntry>,
  run: Run,
  file: FileFacts,
): Promise<Planned<EditReport>> {
  const parts = await partsFor(entry, run, file);
  const text = isAboutText(changes) ? await textBlocks() : undefined;
  return run(planEdit(changes, { ...parts, text }, file));
}

/** What a file is edited with, fetched: the parts of its format, and of the blocks that it has. */
export async function partsFor(entry: Required<FormatEntry>, run: Run, file: FileFacts): Promise<EditParts> {
  const [format, planner] = await fetched(Promise.all([entry.fetch(), entry.fetchPlanner()]));
  const warnings: Warning[] = [];
  const context = strictContext(file, warnings);
  const layout = await run(format.scan(context));
  const loading = strictLoader(blocks, layout, context);
  do await run(loading.load());
  while (await loading.fetch());
  // Where a walk could not tell the file's size, more is found once it is known.
  const known =
    file.size === undefined ? undefined : { content: contentOf(layout, loading.loaded), warnings };
  return { format, planner, blocks, known };
}

function isAboutText({ xmp, iptc, common, orientation, shiftDates }: Changes): boolean {
  return [xmp, iptc, common, orientation, shiftDates].some((asked) => asked !== undefined);
}

const textKinds = ['xmp', 'xmp-extended', 'iptc', 'photoshop'];

/** What changes XMP and IPTC, and what reads them: a file may come to have them. */
export async function textBlocks(): Promise<typeof TextBlocks> {
  const readers = new Set(textKinds.flatMap((kind) => blocks.takersOf(kind)));
  await fetched(Promise.all([...readers].map((i) => blocks.fetch(i))));
  return fetched(import('./text-blocks.js'));
}
