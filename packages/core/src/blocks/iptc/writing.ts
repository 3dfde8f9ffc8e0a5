// What editing goes by: reads the table of tags/iptc-writing.generated.ts. A line is `record:dataset name form least
// most L`: the form is text `s`, digits `d` or a number `i`, lengths are in bytes, `L` may come several times.
import { lazy } from '../../tables/lazy.js';
import { datasetRows } from '../../tags/iptc-writing.generated.js';

/** A dataset as it is written. */
export interface WrittenDataset {
  readonly record: number;
  readonly dataset: number;
  readonly name: string;
  readonly form: 's' | 'd' | 'i';
  readonly least: number;
  readonly most: number;
  readonly isList: boolean;
}

/** All of them by ExifTool's names. */
export const writtenDatasets: () => ReadonlyMap<string, WrittenDataset> = lazy(
  () => new Map(datasetRows.trim().split('\n').map(readRow)),
);

function readRow(row: string): [string, WrittenDataset] {
  const [place = '', name = '', form, least, most, list] = row.split(' ');
  const [record, dataset] = place.split(':').map(Number);
  return [
    name,
    {
      ...{ record: record!, dataset: dataset!, name, form: form as WrittenDataset['form'] },
      ...{ least: Number(least), most: Number(most), isList: list !== undefined },
    },
  ];
}
