// A thread of a pool in tests: works as long as the file's name says, holding its thread, and answers what it was sent.
export default async function run({ kind, file }) {
  const end = Date.now() + Number(file.name);
  while (Date.now() < end);
  if (kind === 'clean')
    return { refused: { status: 415, code: 'unsupported-type', message: 'not supported' } };
  return { done: { json: JSON.stringify(file), format: 'unknown', exceeded: false } };
}
