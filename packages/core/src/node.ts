// The door for Node's own things: files on disk.
export { pictureExtensions } from './read/extensions.js';
export { fromPath } from './sources/file.js';
