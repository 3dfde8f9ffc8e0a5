// The door for Node's own things: files on disk.
export { fromPath } from './sources/file.js';
