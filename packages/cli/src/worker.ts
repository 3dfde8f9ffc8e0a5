// What a worker thread of `exifkit` runs: it turns paths into what is printed of them.
import { serveReading } from './parallel.js';

serveReading();
