// What a request to /remove asks to go and to stay: the library's policies, by the same names.
import type { Keep, OnlyGroup, Preset, RemovePolicy } from 'exifkit';
import { badRequest } from './errors.js';

const presets = ['everything', 'strict', 'share', 'location'] as const satisfies readonly Preset[];

/** Every name, by its lower-case spelling. */
const keepNames: ReadonlyMap<string, Keep> = byLowerCase({
  icc: true,
  orientation: true,
  resolution: true,
  copyright: true,
  creator: true,
  captions: true,
  dates: true,
  cameraSettings: true,
  thumbnail: true,
  gainMap: true,
  depth: true,
  motionVideo: true,
  c2pa: true,
} satisfies Record<Keep, true>);

const onlyNames: ReadonlyMap<string, OnlyGroup> = byLowerCase({
  gps: true,
  location: true,
  captions: true,
  creator: true,
  copyright: true,
  dates: true,
  serialNumbers: true,
  makernote: true,
  thumbnail: true,
} satisfies Record<OnlyGroup, true>);

/** The names of `preset`, `keep` and `only`, as they are told to people. */
export const presetNames: readonly string[] = presets;
export const keepable: readonly string[] = [...keepNames.values(), 'none'];
export const removable: readonly string[] = [...onlyNames.values()];

/** Kilometres. */
export const maxCoarsen = 10_000;

/**
 * The policy of the parameters `preset`, `keep`, `only` and `coarsen`. Without a preset, a `keep` that names `icc` or
 * `orientation` says which of the two stays; otherwise both do. Throws ApiError 400 `invalid-parameter`.
 */
export function policyOf(parameters: ReadonlyMap<string, string>): RemovePolicy {
  const preset = presetOf(parameters.get('preset'));
  const coarsen = coarsenOf(parameters.get('coarsen'));
  const keep = parameters.get('keep');
  const only = namesIn(parameters.get('only'), onlyNames);
  if (only || coarsen !== undefined) {
    if (keep !== undefined || (preset !== undefined && preset !== 'location')) throw invalid();
    return {
      only: [...(only ?? []), ...(preset ? (['gps'] as const) : [])],
      ...(coarsen !== undefined && { gps: { coarsen } }),
    };
  }
  if (preset === 'location') {
    if (keep !== undefined) throw invalid();
    return { preset };
  }
  return keepPolicy(preset, keep);
}

function keepPolicy(preset: Preset | undefined, text: string | undefined): RemovePolicy {
  if (text?.trim().toLowerCase() === 'none') {
    if (preset !== undefined && preset !== 'strict') throw invalid();
    return { preset: 'strict' };
  }
  const keep = namesIn(text, keepNames) ?? [];
  if (preset !== undefined) return { preset, keep };
  const namesOwn = keep.includes('icc') || keep.includes('orientation');
  return { preset: 'strict', keep: namesOwn ? keep : ['icc', 'orientation', ...keep] };
}

function presetOf(text: string | undefined): Preset | undefined {
  if (text === undefined) return undefined;
  const preset = presets.find((name) => name === text.trim().toLowerCase());
  if (!preset) throw invalid();
  return preset;
}

function coarsenOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const kilometres = /^\s*\d{1,5}(\.\d{1,6})?\s*$/.test(text) ? Number(text) : 0;
  if (!(kilometres > 0 && kilometres <= maxCoarsen)) throw invalid();
  return kilometres;
}

function namesIn<Name extends string>(
  text: string | undefined,
  known: ReadonlyMap<string, Name>,
): Name[] | undefined {
  if (text === undefined) return undefined;
  const names = text.split(',').map((word) => {
    const name = known.get(word.trim().toLowerCase());
    if (name === undefined) throw invalid();
    return name;
  });
  return [...new Set(names)];
}

function byLowerCase<Name extends string>(names: Record<Name, true>): ReadonlyMap<string, Name> {
  return new Map((Object.keys(names) as Name[]).map((name) => [name.toLowerCase(), name]));
}

function invalid(): Error {
  return badRequest('invalid-parameter');
}
