// `exifkit extract`: writes what tags hold as bytes (thumbnails, previews, videos, profiles) as files.
import { mkdir } from 'node:fs/promises';
import { basename, dirname, extname, join, relative } from 'node:path';
import { type BlockRef, type MetadataBase, read, type Tag } from 'exifkit';
import { fromPath } from 'exifkit/node';
import { FileError } from './errors.js';
import { extensionOf } from './extension.js';
import { eachFile, type InputFile, inputStat, listFiles } from './files.js';
import { createOutputs } from './output.js';
import { wantedTags } from './read-file.js';
import { checkFolderName } from './targets.js';
import { harmless, print } from './terminal.js';
import { parse, UsageError } from './usage.js';

/** Whole blocks by the names that ExifTool has for them. */
const blockNames: { readonly [kind: string]: string } = {
  exif: 'EXIF',
  icc: 'ICC_Profile',
  iptc: 'IPTC',
  xmp: 'XMP',
};

/** Runs `exifkit extract` with the arguments after the verb; resolves with the exit status. */
export async function extractCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse('extract', args);
  const [tag, ...named] = positionals;
  if (tag === undefined) throw new UsageError('no tag named, e.g. exifkit extract ThumbnailImage photo.jpg');
  const { output, force = false } = values;
  if (output !== undefined) checkFolderName(output);
  const wanted = wantedTags([tag]);
  const files = listFiles(named, values.recursive);
  // Where this fails, each file says so.
  if (output !== undefined) await mkdir(output, { recursive: true }).catch(() => {});
  const outputs = await createOutputs(
    files.map(({ path }) => path),
    force,
  );
  return eachFile(files, 'read', async (file) => {
    const like = inputStat(file.path);
    const found = await partsOf(file.path, wanted, tag);
    const written = new Map<string, number>();
    for (const { name, bytes } of found) {
      const number = (written.get(name) ?? 0) + 1;
      written.set(name, number);
      const which = number > 1 ? `${name}.${number}` : name;
      const target = `${stemOf(file, output)}.${which}.${extensionOf(bytes)}`;
      await outputs.write(target, bytes, like);
      await print(`${harmless(`${file.path} -> ${target}: ${bytes.length} bytes`)}\n`);
    }
  });
}

interface Part {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What is wanted of a file, in its order. Rejects where there is none, or it is no bytes. */
async function partsOf(
  path: string,
  wanted: (group: string, name: string) => boolean,
  asked: string,
): Promise<readonly Part[]> {
  const metadata: MetadataBase = await read(fromPath(path));
  const parts: (readonly [string, Tag | BlockRef])[] = [
    ...metadata
      .tags()
      .filter(({ group, name }) => wanted(group, name))
      .map((tag) => [tag.name, tag] as const),
    ...metadata.blocks
      .filter(({ kind }) => blockNames[kind] !== undefined && wanted('', blockNames[kind]))
      .map((block) => [blockNames[block.kind]!, block] as const),
  ];
  if (parts.length === 0) throw new FileError('no-such-tag', `has no ${asked}`);
  const found: Part[] = [];
  for (const [name, part] of parts) {
    const bytes = await metadata.extract(part);
    if (bytes && bytes.length > 0) found.push({ name, bytes });
  }
  if (found.length === 0)
    throw new FileError('no-such-tag', `${asked} holds no bytes (exifkit read --tag ${asked} prints it)`);
  return found;
}

/** The path of what is written of a file, up to the name of the tag: in `output`, or beside the file. */
function stemOf({ path, root }: InputFile, output: string | undefined): string {
  const name = basename(path, extname(path));
  if (output === undefined) return join(dirname(path), name);
  return root === undefined ? join(output, name) : join(output, dirname(relative(root, path)), name);
}
