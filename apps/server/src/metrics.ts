// Measures in the text format of Prometheus: counters and histograms by labels, gauges that are read when asked.

/** Values by label name. Every value comes from a fixed set, or the series would be without end. */
export type Labels = { readonly [name: string]: string };

/** Adds to a number that only grows. */
export type Counter = (labels: Labels, amount?: number) => void;

/** Counts a value into the buckets of a histogram. */
export type Histogram = (labels: Labels, value: number) => void;

/** A number that is read when it is asked for. */
export interface Gauge {
  readonly name: string;
  readonly help: string;
  readonly read: () => number;
}

/** All measures of a process. */
export interface Metrics {
  counter(name: string, help: string): Counter;
  histogram(name: string, help: string, buckets: readonly number[]): Histogram;
  gauge(gauge: Gauge): void;
  /** The text that `/metrics` answers. */
  text(): string;
}

/** The media type of the text. */
export const metricsType = 'text/plain; version=0.0.4; charset=utf-8';

/** Measures, none yet. */
export function createMetrics(): Metrics {
  const families: (() => string[])[] = [];
  const add = (name: string, help: string, type: string, lines: () => string[]): void => {
    families.push(() => [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines()]);
  };
  return {
    counter(name, help) {
      const series = new Map<string, number>();
      add(name, help, 'counter', () =>
        [...series].map(([labels, value]) => `${name}${braced(labels)} ${value}`),
      );
      return (labels, amount = 1) => {
        const key = labelText(labels);
        series.set(key, (series.get(key) ?? 0) + amount);
      };
    },
    histogram(name, help, buckets) {
      const series = new Map<string, Buckets>();
      add(name, help, 'histogram', () =>
        [...series].flatMap(([labels, one]) => lines(name, labels, buckets, one)),
      );
      return (labels, value) => {
        const key = labelText(labels);
        const one = series.get(key) ?? { counts: buckets.map(() => 0), sum: 0, count: 0 };
        series.set(key, one);
        const place = buckets.findIndex((limit) => value <= limit);
        if (place >= 0) one.counts[place]! += 1;
        one.sum += value;
        one.count += 1;
      };
    },
    gauge({ name, help, read }) {
      add(name, help, 'gauge', () => [`${name} ${read()}`]);
    },
    text: () => `${families.flatMap((family) => family()).join('\n')}\n`,
  };
}

/** A histogram's values: how many fell into each bucket, their sum and number. */
interface Buckets {
  readonly counts: number[];
  sum: number;
  count: number;
}

function lines(
  name: string,
  labels: string,
  limits: readonly number[],
  { counts, sum, count }: Buckets,
): string[] {
  const prefix = labels === '' ? '' : `${labels},`;
  let below = 0;
  const buckets = limits.map((limit, i) => {
    below += counts[i]!;
    return `${name}_bucket{${prefix}le="${limit}"} ${below}`;
  });
  return [
    ...buckets,
    `${name}_bucket{${prefix}le="+Inf"} ${count}`,
    `${name}_sum${braced(labels)} ${sum}`,
    `${name}_count${braced(labels)} ${count}`,
  ];
}

function braced(labels: string): string {
  return labels === '' ? '' : `{${labels}}`;
}

function labelText(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`)
    .join(',');
}
