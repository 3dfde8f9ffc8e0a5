// The door for Node's own things: files on disk, and what a command needs to speak of them.
export { didYouMean } from './present/nearest.js';
export { pictureExtensions } from './read/extensions.js';
export { keepNames } from './remove/policy.js';
export { onlyGroups } from './remove/selective/groups.js';
export { fromPath } from './sources/file.js';
