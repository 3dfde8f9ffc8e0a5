// Reads the file and the fields of a multipart/form-data body while it arrives.
import { joinChunks } from './bytes.js';
import { badRequest, tooLarge } from './errors.js';
import { cleanFileName } from './file-name.js';
import type { BodyFields, ReadBody, Receiving } from './input.js';
import { decodeText, extendedValue, headerParameters } from './parameters.js';
import { type PartHeaders, type PartSink, PartSplitter } from './part-splitter.js';
import { Upload, type UploadedFile } from './upload.js';

const partLimit = 32;
const fieldLimit = 16 * 1024;
/** RFC 2046 section 5.1.1 allows 70; some clients are generous. */
const boundaryLimit = 200;

/**
 * The files and the text fields of a body, whose whole length the caller limits. Rejects with ApiError 400
 * `malformed-body` and `empty-file`, 413 `body-too-large`.
 */
export async function readMultipart(
  body: ReadBody,
  contentType: string,
  receiving: Receiving,
): Promise<BodyFields> {
  const boundary = headerParameters(contentType).get('boundary')?.trim();
  if (!boundary || boundary.length > boundaryLimit) throw badRequest('malformed-body');
  const parts: Part[] = [];
  const splitter = new PartSplitter(boundary, (headers) => {
    if (parts.length === partLimit) throw badRequest('malformed-body');
    const isFull = parts.filter(({ upload }) => upload).length === receiving.maxFiles;
    const part = new Part(headers, isFull ? undefined : receiving);
    parts.push(part);
    return part.take;
  });
  try {
    await body((chunk) => {
      splitter.write(chunk);
      return settle(parts);
    });
    splitter.finish();
    return { files: await filesOf(parts), fields: fieldsOf(parts) };
  } catch (error) {
    for (const { upload } of parts) await upload?.discard();
    throw error;
  }
}

/** Writes away what is too much to be held: of the last part, most of the time. */
function settle(parts: readonly Part[]): Promise<void> | undefined {
  const full = parts.filter(({ upload }) => upload?.isFull);
  if (full.length === 0) return undefined;
  return Promise.all(full.map(({ upload }) => upload?.settle())).then(() => {});
}

/** One part of a form. */
class Part {
  readonly name: string;
  /** The name of its file as it was sent, `''` where it has none; `undefined` of a text field. */
  readonly fileName: string | undefined;
  /** The file, where the part is one that is taken. */
  readonly upload: Upload | undefined;
  readonly take: PartSink;
  readonly #chunks: Uint8Array[] = [];
  #size = 0;

  constructor(headers: PartHeaders, receiving: Receiving | undefined) {
    const parameters = headerParameters(headers.get('content-disposition') ?? '');
    this.name = (parameters.get('name') ?? '').toLowerCase();
    this.fileName = sentFileName(parameters) ?? (isBinary(headers.get('content-type')) ? '' : undefined);
    const isFile = this.name === 'file' && this.fileName !== undefined;
    this.upload = isFile && receiving ? new Upload(receiving.folder, receiving.capacity) : undefined;
    this.take = (content) => {
      this.#size += content.length;
      if (this.upload && receiving) {
        if (this.#size > receiving.maxBytes) throw tooLarge('body-too-large');
        this.upload.add(content);
      } else if (this.fileName === undefined) {
        if (this.#size > fieldLimit) throw badRequest('malformed-body');
        this.#chunks.push(content);
      }
    };
  }

  text(): string {
    return decodeText(joinChunks(this.#chunks)) ?? '';
  }
}

/** `filename*` where it can be read, else `filename`, in which forms escape some characters (HTML, 4.10.21.8). */
function sentFileName(parameters: ReadonlyMap<string, string>): string | undefined {
  const extended = extendedValue(parameters.get('filename*') ?? '');
  if (extended !== undefined) return extended;
  return parameters.get('filename')?.replace(/%(22|0D|0A)/gi, (escaped) => decodeURIComponent(escaped));
}

function isBinary(type: string | undefined): boolean {
  return (
    type !== undefined && !/^(text|multipart|message)\//i.test(type) && !/^application\/json/i.test(type)
  );
}

function fieldsOf(parts: readonly Part[]): [string, string][] {
  return parts
    .filter(({ name, fileName }) => fileName === undefined && name !== '' && name !== 'file')
    .map((part) => [part.name, part.text()]);
}

/** The files of the parts; a file field that was left empty is none. */
async function filesOf(parts: readonly Part[]): Promise<UploadedFile[]> {
  const files: UploadedFile[] = [];
  for (const { fileName, upload } of parts) {
    if (!upload || (fileName === '' && upload.size === 0)) continue;
    if (upload.size === 0) throw badRequest('empty-file');
    files.push(await upload.finish(cleanFileName(fileName ?? '')));
  }
  return files;
}
