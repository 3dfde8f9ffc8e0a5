// In a browser: photos are cleaned before they are uploaded. `stripBeforeUpload(document.querySelector('input'), upload)`.
import { MetadataError } from 'exifkit';
import { remove } from 'exifkit/remove';

/** Cleans what is picked in an `<input type="file" multiple accept="image/*">`, and hands each clean File to `upload`. */
export function stripBeforeUpload(input, upload, refuse = console.warn) {
  input.addEventListener('change', async () => {
    for (const file of input.files) {
      try {
        const clean = await (await remove(file)).blob();
        await upload(new File([clean], file.name, { type: clean.type }));
      } catch (error) {
        if (!(error instanceof MetadataError)) throw error;
        refuse(`${file.name} is not uploaded: ${error.message} (${error.code})`);
      }
    }
  });
}
