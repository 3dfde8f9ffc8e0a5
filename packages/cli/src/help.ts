// What `exifkit --help` prints.
import { readFileSync } from 'node:fs';

/** The version of the package in which this lies as a part of the bundle, as a line. */
export function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return `${(JSON.parse(text) as { version: string }).version}\n`;
}

export const help = `exifkit: read, extract, remove and set what is inside image files

  exifkit read FILE... [options]      print metadata
  exifkit extract TAG FILE... [options]
                                      write a thumbnail, preview, video or profile as a file of its own
  exifkit remove FILE... [options]    write a copy without metadata; the picture stays as it is
  exifkit set FILE... NAME=VALUE... [options]
                                      write a copy with tags set, added to or deleted; all else stays
  exifkit copy FROM FILE... [options] write a copy with the metadata of FROM

Reading
  -f, --format table|json|exiftool    table for people (default), JSON by group, or ExifTool's JSON
  -t, --tag NAME                      only this tag, as Name or Group:Name; may be given more than once
  -n, --numeric                       values as numbers, not as labels: 6, not "Rotate 90 CW"
  -r, --recursive DIR                 all pictures below DIR

Extracting
  -o, --output DIR                    write into DIR, with -r in the same folders; else beside each file
      --force                         replace files that are there already, but never one that is read
  -r, --recursive DIR                 all pictures below DIR

TAG is the name of a tag that holds bytes, as Name or Group:Name (ThumbnailImage, PreviewImage, JpgFromRaw,
MPImage2, MotionPhotoVideo, GainMapImage ...; comma list), or EXIF, ICC_Profile, IPTC or XMP for the whole
block. photo.jpg gives photo.ThumbnailImage.jpg, a second of that name photo.ThumbnailImage.2.jpg.

Removing
  -o, --output DIR                    write the cleaned copies into DIR, under the same names and, with
                                      -r, in the same folders
  -i, --in-place                      replace the files themselves; owner, mode and links to them stay
      --force                         replace files that are there already, but never one that is read
  -p, --preset NAME                   everything but the picture, its colours and its orientation (the
                                      default: everything), these two as well (strict), all but
                                      copyright and creator (share), or just GPS (location)
  -k, --keep WHAT                     keep more (comma list): copyright, creator, captions, dates,
                                      cameraSettings, resolution, thumbnail, gainMap, depth,
                                      motionVideo, c2pa; none: strict
      --only WHAT                     take out just this (comma list): gps, location, captions, creator,
                                      copyright, dates, serialNumbers, makernote, thumbnail; all else
                                      stays byte for byte
      --coarsen KM                    keep the position, set to a grid of so many kilometres; may stand
                                      with --only
  -f, --format text|json              how the report is printed
  -r, --recursive DIR                 all pictures below DIR

Setting and copying
  -o, -i, --force, -f, -r             as for removing
      --shift-dates HOURS             move all dates, by -5 or +1:30
      --c2pa keep|remove|refuse       what becomes of a manifest, which no longer matches (default: keep)
      --groups WHAT                   copy just these (comma list): exif, iptc, xmp

NAME is a tag of EXIF or GPS, or with its group: EXIF:Artist, IPTC:City, XMP-dc:Title. Title, Description,
Keywords, Creator and Rating without a group are said in all standards in step; GPSPosition="-6.2, 106.8"
sets a position, Orientation turns the picture. NAME= deletes, NAME+=VALUE adds to a list, NAME-=VALUE takes
from it; a list is also set by NAME=VALUE more than once.

Without -o or -i, photo.jpg is cleaned into photo.clean.jpg and edited into photo.edited.jpg beside it. Nothing is ever half written:
each file is written under another name and then renamed. With -r, links are not followed, and all that
is skipped is named on standard error. In JSON a file that failed is an entry with its error.

  exifkit read photo.jpg
  exifkit read --tag GPSPosition --tag DateTimeOriginal *.heic
  exifkit read -r ~/Pictures --format json > all.json
  exifkit extract PreviewImage *.dng -o previews/
  exifkit remove photo.jpg -o cleaned/
  exifkit remove --only gps --in-place photo.jpg
  exifkit set photo.jpg Artist=Ana Keywords+=sea GPSPosition="-6.2, 106.8" -i
  exifkit copy original.jpg resized.jpg -i

Exit status: 0 all well, 1 a file failed (the others were done), 2 the call was wrong.
`;
