// Reads the file and the fields of a multipart/form-data body while it arrives.
import { joinChunks } from './bytes.js';
import { badRequest, tooLarge } from './errors.js';
import { cleanFileName } from './file-name.js';
import type { BodyFields, UploadedFile } from './input.js';
import { decodeText, extendedValue, headerParameters } from './parameters.js';
import { type PartHeaders, type PartSink, PartSplitter } from './part-splitter.js';

const partLimit = 32;
const fieldLimit = 16 * 1024;
/** RFC 2046 section 5.1.1 allows 70; some clients are generous. */
const boundaryLimit = 200;

/**
 * The file and the text fields of a body, whose whole length the caller limits. Rejects with ApiError 400
 * `malformed-body` and `empty-file`, 413 `body-too-large`.
 */
export async function readMultipart(
  body: AsyncIterable<Uint8Array>,
  contentType: string,
  maxBytes: number,
): Promise<BodyFields> {
  const boundary = headerParameters(contentType).get('boundary')?.trim();
  if (!boundary || boundary.length > boundaryLimit) throw badRequest('malformed-body');
  const parts: Part[] = [];
  const splitter = new PartSplitter(boundary, (headers) => {
    if (parts.length === partLimit) throw badRequest('malformed-body');
    const part = new Part(headers, maxBytes);
    parts.push(part);
    return part.take;
  });
  for await (const chunk of body) splitter.write(chunk);
  splitter.finish();
  return fieldsOf(parts);
}

/** One part of a form. */
class Part {
  readonly name: string;
  /** The name of its file as it was sent, `''` where it has none; `undefined` of a text field. */
  readonly fileName: string | undefined;
  readonly take: PartSink;
  readonly #chunks: Uint8Array[] = [];
  size = 0;

  constructor(headers: PartHeaders, maxBytes: number) {
    const parameters = headerParameters(headers.get('content-disposition') ?? '');
    this.name = (parameters.get('name') ?? '').toLowerCase();
    this.fileName = sentFileName(parameters) ?? (isBinary(headers.get('content-type')) ? '' : undefined);
    const isFile = this.name === 'file' && this.fileName !== undefined;
    this.take = (content) => {
      this.size += content.length;
      if (isFile && this.size > maxBytes) throw tooLarge('body-too-large');
      if (!isFile && this.size > fieldLimit) {
        if (this.fileName === undefined) throw badRequest('malformed-body');
        return;
      }
      this.#chunks.push(content);
    };
  }

  bytes(): Uint8Array {
    return joinChunks(this.#chunks);
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

function fieldsOf(parts: readonly Part[]): BodyFields {
  const fields: [string, string][] = [];
  for (const part of parts) {
    if (part.fileName !== undefined || part.name === '' || part.name === 'file') continue;
    const text = decodeText(part.bytes());
    fields.push([part.name, text ?? '']);
  }
  const file = parts.find((part) => part.name === 'file' && part.fileName !== undefined);
  return { file: file && fileOf(file), fields };
}

/** A file part's name and bytes; a file field that was left empty is none. */
function fileOf(part: Part): UploadedFile | undefined {
  const name = part.fileName ?? '';
  if (name === '' && part.size === 0) return undefined;
  if (part.size === 0) throw badRequest('empty-file');
  return { name: cleanFileName(name), bytes: part.bytes() };
}
