// The work on a file: reading it for an answer, cleaning it, and editing it. Done where it is called; a pool does it elsewhere.
import type { Limits, MetadataBase, RemovePolicy } from 'exifkit';
import type { Changes } from 'exifkit/edit';
import {
  type Engine,
  engineErrorCode,
  type Metadata,
  type Reader,
  type Rewrite,
  type Warning,
} from './engine.js';
import { ApiError } from './errors.js';
import { type Group, groupTags, pickFields } from './groups.js';
import type { UploadedFile } from './upload.js';

/** What an extraction is asked for. */
export interface ExtractRequest {
  /** Values as numbers, where they are numbers. */
  readonly numeric: boolean;
  /** The groups and tags asked for, e.g. `exif`, `gps.GPSLatitude`; `undefined` for all. */
  readonly fields: readonly string[] | undefined;
  /** Whether what the file reveals is told. */
  readonly report: boolean;
}

/** What an answer says of a file. */
export interface Extracted {
  /**
   * The JSON text of an object: `metadata`, `report` where it was asked for, and `warnings` where something was wrong. Of a file the engine cannot read:
   * its name, size and type.
   */
  readonly json: string;
  /** The type of the file by the engine's name, e.g. `JPEG`; `unknown` where it cannot read it. */
  readonly format: string;
  /** Whether a limit was reached: with higher ones there may be more. */
  readonly exceeded: boolean;
}

/** A cleaned or edited file. */
export interface Cleaned {
  readonly report: Rewrite['report'];
  /** Ranges of the uploaded file, and new bytes between them. */
  readonly pieces: Rewrite['pieces'];
}

/** Does the work. */
export interface Work {
  extract(file: UploadedFile, asked: ExtractRequest): Promise<Extracted>;
  /** Rejects with ApiError 415 or 422 where the file cannot be cleaned completely. */
  clean(file: UploadedFile, policy: RemovePolicy): Promise<Cleaned>;
  /** Rejects with ApiError 415 or 422 where the file cannot be edited, or not so. */
  edit(file: UploadedFile, changes: Changes): Promise<Cleaned>;
}

/** The work of an engine, done in this thread; `limits` in place of the engine's own, for reading. */
export function createWork(engine: Engine, limits?: Partial<Limits>): Work {
  return {
    extract: (file, asked) => extract(engine, file, asked, limits),
    clean: (file, policy) =>
      rewritten(engine.remove(file.source, policy), () => 'The file cannot be cleaned completely'),
    edit: (file, changes) => rewritten(engine.edit(file.source, changes), ({ message }) => message),
  };
}

/** Reads a file for an answer, under these limits in place of the engine's own. */
export async function extract(
  engine: Reader,
  file: UploadedFile,
  asked: ExtractRequest,
  limits: Partial<Limits> | undefined,
): Promise<Extracted> {
  const { numeric, fields } = asked;
  const facts = { name: file.name, size: file.size };
  let metadata: ReturnType<typeof groupTags>;
  let warnings: readonly Warning[] = [];
  let format = 'unknown';
  let report: object | undefined;
  try {
    const read = await engine.read(file.source, limits && { limits });
    const { mimeType } = read.fileType;
    const location = engine.gpsPosition(read.gps);
    const xmp = numeric ? undefined : read.xmpText();
    metadata = groupTags(read.tags(), { ...facts, mimeType }, { location, numeric, xmp });
    if (fields?.some((field) => /^common(\.|$)/.test(field)) && read.common)
      metadata['common'] = read.common as Group;
    warnings = read.warnings;
    format = read.fileType.type;
    if (asked.report) report = await reportOf(read);
  } catch (error) {
    const code = engineErrorCode(error);
    if (code === undefined) throw error;
    metadata = groupTags([], { ...facts, mimeType: await mimeTypeOf(file) });
    if (code !== 'unsupported-format') warnings = [asWarning(code, error as Error)];
  }
  const said = fields ? pickFields(metadata, fields) : metadata;
  const json = JSON.stringify({
    metadata: said,
    ...(report && { report }),
    ...(warnings.length > 0 && { warnings }),
  });
  return { json, format, exceeded: warnings.some(({ code }) => code === 'limit-exceeded') };
}

/** What the file reveals, each finding with the tags that say so. */
async function reportOf(read: Metadata): Promise<object> {
  const { privacyReport } = await import('exifkit/report');
  const { findings, ...said } = privacyReport(read as Pick<MetadataBase, 'tags'>);
  const named = findings.map(({ code, tags }) => ({
    code,
    tags: tags.map(({ family, group, name }) => ({ family, group, name })),
  }));
  return { findings: named, ...said };
}

function asWarning(code: string, { message, ...where }: Error & { offset?: number; path?: string }): Warning {
  return { code, message, offset: where.offset ?? 0, path: where.path ?? '' };
}

/** Bytes of the start in which a type shows. */
const typeBytes = 64 * 1024;

async function mimeTypeOf({ source }: UploadedFile): Promise<string> {
  try {
    const start = 'read' in source ? await source.read({ start: 0, end: typeBytes }) : source;
    const { fileTypeFromBuffer } = await import('file-type/core');
    const type = await fileTypeFromBuffer(start.subarray(0, typeBytes));
    return type?.mime ?? 'application/octet-stream';
  } catch {
    return 'application/octet-stream';
  }
}

/** What a rewrite came to. Of an edit the client is told what was wrong, which is about what it asked for. */
async function rewritten(doing: Promise<Rewrite>, messageOf: (error: Error) => string): Promise<Cleaned> {
  try {
    const { report, pieces } = await doing;
    return { report, pieces };
  } catch (error) {
    const code = engineErrorCode(error);
    if (code === undefined) throw error;
    if (code === 'unsupported-format') {
      throw new ApiError(415, 'unsupported-type', 'This file type is not supported');
    }
    throw new ApiError(422, code, messageOf(error as Error));
  }
}
