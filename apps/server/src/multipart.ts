// Reads a multipart/form-data body while it arrives.
import {
  getMultipartBoundary,
  MaxFileSizeExceededError,
  MultipartParseError,
  MultipartParser,
  type MultipartPart,
} from '@remix-run/multipart-parser';
import { badRequest, tooLarge } from './errors.js';
import { cleanFileName } from './file-name.js';
import type { BodyFields, UploadedFile } from './input.js';

const partLimit = 32;
const fieldLimit = 16 * 1024;
/** RFC 2046 section 5.1.1 allows 70; some clients are generous. */
const boundaryLimit = 200;

/**
 * The fields `file`, `url` and `keep` of a body, whose whole length the caller limits. Rejects with
 * ApiError 400 `malformed-body`, 413 `body-too-large`.
 */
export async function readMultipart(
  body: AsyncIterable<Uint8Array>,
  contentType: string,
  maxBytes: number,
): Promise<BodyFields> {
  const boundary = getMultipartBoundary(contentType)?.trim();
  if (!boundary || boundary.length > boundaryLimit) throw badRequest('malformed-body');
  const parser = new MultipartParser(boundary, {
    maxFileSize: maxBytes,
    maxTotalSize: Number.POSITIVE_INFINITY,
    maxParts: partLimit,
  });
  const parts = new Map<string, MultipartPart>();
  try {
    for await (const chunk of body) collectParts(parser, chunk, parts);
    parser.finish();
    return fieldsOf(parts);
  } catch (error) {
    throw bodyError(error);
  }
}

/** Keeps the first part of each name. Bytes after the last boundary are no part of the form. */
function collectParts(parser: MultipartParser, chunk: Uint8Array, parts: Map<string, MultipartPart>): void {
  if (chunk.length === 0 || (parts.size > 0 && isFinished(parser))) return;
  for (const part of parser.write(chunk)) {
    const { name } = part;
    if (name !== undefined && !parts.has(name)) parts.set(name, part);
  }
}

function isFinished(parser: MultipartParser): boolean {
  try {
    parser.finish();
    return true;
  } catch {
    return false;
  }
}

function fieldsOf(parts: ReadonlyMap<string, MultipartPart>): BodyFields {
  const file = parts.get('file');
  return { file: file && fileOf(file), url: fieldText(parts.get('url')), keep: fieldText(parts.get('keep')) };
}

/** A file part's name and bytes; a file field that was left empty is none. */
function fileOf(part: MultipartPart): UploadedFile | undefined {
  const name = part.filename ?? '';
  if (name === '' && part.size === 0) return undefined;
  return { name: cleanFileName(unescapeFormName(name)), bytes: part.bytes };
}

/** Undoes what forms escape in names (HTML, "multipart/form-data encoding algorithm"). */
function unescapeFormName(name: string): string {
  return name.replace(/%(22|0D|0A)/gi, (escaped) => decodeURIComponent(escaped));
}

function fieldText(part: MultipartPart | undefined): string {
  if (!part) return '';
  if (part.size > fieldLimit) throw badRequest('malformed-body');
  return part.text;
}

/** The parser's own errors, and text that is not UTF-8, are the client's. */
function bodyError(error: unknown): unknown {
  if (error instanceof MaxFileSizeExceededError) return tooLarge('body-too-large');
  const malformed = error instanceof MultipartParseError || error instanceof TypeError;
  return malformed ? badRequest('malformed-body') : error;
}
