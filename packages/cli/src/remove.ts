// `exifkit remove`
export async function removeCommand(_args: readonly string[]): Promise<number> {
  throw new Error('not built yet');
}
