// Reads, cleans and edits files with exifkit, away from the page's thread. What writes is fetched when it is asked for.
import {
  type Changes,
  type Keep,
  MetadataError,
  type PlanEntry,
  read,
  readThumbnail,
  type Tag,
  type Warning,
} from 'exifkit';
import { privacyReport } from 'exifkit/report';
import type {
  Answer,
  Cleaned,
  Edited,
  Inspection,
  Request,
  Results,
  ShownTag,
  ShownWarning,
} from './protocol.js';

const scope = self as unknown as DedicatedWorkerGlobalScope;

scope.addEventListener('message', async ({ data }: MessageEvent<Request>) => {
  scope.postMessage(await answer(data));
});

async function answer(request: Request): Promise<Answer> {
  const { id } = request;
  try {
    return { id, result: await resultOf(request) };
  } catch (error) {
    const { message } = error instanceof Error ? error : { message: String(error) };
    return { id, fault: { code: error instanceof MetadataError ? error.code : 'unexpected', message } };
  }
}

function resultOf(request: Request): Promise<Results[keyof Results]> {
  const { verb, file } = request;
  if (verb === 'inspect') return inspect(file);
  return verb === 'clean' ? clean(file, request.keep) : edit(file, request.changes);
}

async function inspect(file: Blob): Promise<Inspection> {
  const metadata = await read(file);
  const tags = metadata.tags();
  const places = new Map(tags.map((tag, i) => [tag, i]));
  const { findings } = privacyReport(metadata);
  const { common } = metadata;
  const { latitude, longitude } = common?.place ?? {};
  const thumbnail = await readThumbnail(file).catch(() => undefined);
  return {
    fileType: metadata.fileType.type,
    mimeType: metadata.fileType.mimeType,
    tags: tags.map((tag) => shown(tag, metadata)),
    findings: findings.map(({ code, tags: because }) => ({
      code,
      tags: because.flatMap((tag) => places.get(tag) ?? []),
    })),
    position: latitude !== undefined && longitude !== undefined ? { latitude, longitude } : undefined,
    common,
    orientation: metadata.exif?.Orientation,
    warnings: metadata.warnings.map(shownWarning),
    thumbnail: thumbnail && new Blob([new Uint8Array(thumbnail.bytes)], { type: thumbnail.mimeType }),
  };
}

type Read = Awaited<ReturnType<typeof read>>;

function shown(tag: Tag, metadata: Read): ShownTag {
  const { family, group, name, text } = tag;
  return { family, group, name, text: textOf(text), path: pathOf(tag, metadata) };
}

/** Where a change document names a tag that can be taken out alone; structures of XMP and their fields are not. */
function pathOf({ family, group, name, id }: Tag, { xmp }: Read): readonly string[] | undefined {
  if (group === 'IFD0' || group === 'ExifIFD') return ['exif', name];
  if (group === 'GPS') return ['gps', name];
  if (group === 'IPTC') return ['iptc', name];
  if (family !== 'XMP' || group === 'XMP-x') return undefined;
  const prefix = group.slice('XMP-'.length);
  const property = (xmp as { [prefix: string]: { [name: string]: unknown } } | undefined)?.[prefix]?.[name];
  return property === undefined ? undefined : ['xmp', prefix, String(id)];
}

function textOf(text: Tag['text']): string {
  if (typeof text === 'string') return text;
  return Array.isArray(text) ? text.map(textOf).join(', ') : JSON.stringify(text);
}

async function clean(file: Blob, keep: readonly Keep[]): Promise<Cleaned> {
  const { remove } = await import('exifkit/remove');
  const rewrite = await remove(file, { preset: 'strict', keep });
  const [blob, digest] = await Promise.all([rewrite.blob(), rewrite.imageDigest()]);
  const { bytesBefore, bytesAfter, removed, changed, kept, warnings } = rewrite.report;
  return {
    blob,
    bytesBefore,
    bytesAfter,
    removed: kindsOf(removed),
    changed: kindsOf(changed),
    kept: [...new Map(kept.map(({ kind, why }) => [`${kind} ${why}`, { kind, why }])).values()],
    warnings: warnings.map(shownWarning),
    digest,
    inspection: await inspect(blob),
  };
}

async function edit(file: Blob, changes: Changes): Promise<Edited> {
  const { edit } = await import('exifkit/edit');
  const rewrite = await edit(file, changes);
  const [blob, digest] = await Promise.all([rewrite.blob(), rewrite.imageDigest()]);
  const { bytesBefore, bytesAfter, tags, warnings } = rewrite.report;
  return {
    blob,
    bytesBefore,
    bytesAfter,
    changed: tags.map(({ group, name, before, after }) => ({
      group,
      name,
      before: before === undefined ? undefined : textOf(before),
      after: after === undefined ? undefined : textOf(after),
    })),
    warnings: warnings.map(shownWarning),
    digest,
    inspection: await inspect(blob),
  };
}

function kindsOf(entries: readonly PlanEntry[]): string[] {
  return [...new Set(entries.map(({ kind }) => kind))];
}

function shownWarning({ code, message }: Warning): ShownWarning {
  return { code, message };
}
