// What Apple's entries mean that are neither labels nor stored as they are (ExifTool's Apple.pm).
import { fixed } from '../../../present/exposure.js';
import type { Conversions } from '../../../tables/conversion.js';
import { toNumber, type Value, wordList } from '../../../tables/value.js';
import { plistValue } from './plist-values.js';

/** Two distances in m, the nearer one first. */
function distanceRange(value: Value): string {
  const [first, second] = [0, 1].map((i) => toNumber(wordList(value)[i])) as [number, number];
  const inOrder = first <= second ? wordList(value) : [...wordList(value)].reverse();
  return `${fixed(toNumber(inOrder[0]), 2)} - ${fixed(toNumber(inOrder[1]), 2)} m`;
}

/** A distance, and two parts of a number: four bits above the other 28. */
function performance(value: Value): string {
  const [distance, parts] = [0, 1].map((i) => Math.trunc(toNumber(wordList(value)[i]))) as [number, number];
  const bits = BigInt.asUintN(64, BigInt(Number.isFinite(parts) ? parts : 0));
  return `${distance} ${bits >> 28n} ${bits & 0xfffffffn}`;
}

export const appleConversions: Conversions = {
  Main: {
    tags: {
      FocusDistanceRange: { print: distanceRange },
      AFPerformance: { print: performance },
      'SemanticStyle SemanticStyleRenderingVer SemanticStylePreset': { value: plistValue },
    },
  },
};
