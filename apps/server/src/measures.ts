// What the server measures of itself: requests, the work on files, and its store.
import { createMetrics, type Metrics } from './metrics.js';
import type { Store } from './storage/store.js';
import type { Work } from './work.js';

/** A request that has been answered. */
export interface Answered {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
  /** Bytes of the request's body. */
  readonly received: number;
  /** Bytes of the answer's body. */
  readonly sent: number;
  /** The error code of a refusal. */
  readonly code: string | undefined;
}

/** Takes what is measured. */
export interface Measures {
  /** Counts a request as running; to be called once more by `answered`. */
  started(): void;
  answered(request: Answered): void;
  /** Counts a request that did not reach the app. */
  refused(code: string): void;
  /** The work on a file: `read`, `clean` or `edit`. */
  worked(work: string, format: string, seconds: number): void;
  storeFailed(operation: string): void;
  readonly metrics: Metrics;
}

const requestSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const workSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Measures of a server that has done nothing yet. */
export function createMeasures(): Measures {
  const metrics = createMetrics();
  const requests = metrics.counter('exifkit_requests_total', 'Requests answered.');
  const duration = metrics.histogram(
    'exifkit_request_duration_seconds',
    'Time from a request to the end of its answer.',
    requestSeconds,
  );
  const received = metrics.counter('exifkit_received_bytes_total', 'Bytes of request bodies.');
  const sent = metrics.counter('exifkit_sent_bytes_total', 'Bytes of answers’ bodies.');
  const refused = metrics.counter('exifkit_refused_total', 'Answers with an error, by its code.');
  const work = metrics.histogram(
    'exifkit_work_duration_seconds',
    'Time the work on a file took, by work and format.',
    workSeconds,
  );
  const storeErrors = metrics.counter('exifkit_store_errors_total', 'Operations of the store that failed.');
  let running = 0;
  metrics.gauge({
    name: 'exifkit_requests_running',
    help: 'Requests that are not answered yet.',
    read: () => running,
  });
  return {
    metrics,
    started() {
      running += 1;
    },
    answered({ method, route, status, seconds, code, ...bytes }) {
      running -= 1;
      requests({ method, route, status: String(status) });
      duration({ method, route }, seconds);
      received({ route }, bytes.received);
      sent({ route }, bytes.sent);
      if (code !== undefined) refused({ code });
    },
    refused: (code) => refused({ code }),
    worked: (kind, format, seconds) => work({ work: kind, format }, seconds),
    storeFailed: (operation) => storeErrors({ operation }),
  };
}

/** Work whose time is measured. */
export function observeWork(work: Work, { worked }: Measures): Work {
  const timed = async <Result>(
    kind: string,
    doing: () => Promise<Result>,
    formatOf: (result: Result) => string,
  ): Promise<Result> => {
    const start = performance.now();
    let format = 'unknown';
    try {
      const result = await doing();
      format = formatOf(result);
      return result;
    } finally {
      worked(kind, format, (performance.now() - start) / 1000);
    }
  };
  return {
    extract: (file, asked) =>
      timed(
        'read',
        () => work.extract(file, asked),
        ({ format }) => format,
      ),
    clean: (file, policy) =>
      timed(
        'clean',
        () => work.clean(file, policy),
        ({ report }) => report.format.toUpperCase(),
      ),
    edit: (file, changes) =>
      timed(
        'edit',
        () => work.edit(file, changes),
        ({ report }) => report.format.toUpperCase(),
      ),
  };
}

/** A store whose failures are counted. */
export function observeStore(store: Store, { storeFailed }: Measures): Store {
  const counted = async <Value>(operation: string, result: Promise<Value>): Promise<Value> => {
    try {
      return await result;
    } catch (error) {
      storeFailed(operation);
      throw error;
    }
  };
  return {
    ...store,
    put: (kind, id, entry) => counted('put', store.put(kind, id, entry)),
    async get(kind, id) {
      const found = await counted('get', store.get(kind, id));
      return found && { ...found, open: (start, end) => counted('open', found.open(start, end)) };
    },
    delete: (kind, id) => counted('delete', store.delete(kind, id)),
    sweep: () => counted('sweep', store.sweep()),
  };
}
