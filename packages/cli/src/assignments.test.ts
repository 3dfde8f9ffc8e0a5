import { describe, expect, test } from 'vitest';
import { changesOf, isAssignment } from './assignments.js';

describe('arguments that set something', () => {
  test('are told from files', () => {
    for (const argument of ['Artist=Ana', 'XMP-dc:Title=', 'Keywords+=sea', 'By-line-=x', 'Artist=a/b=c'])
      expect(isAssignment(argument), argument).toBe(true);
    for (const argument of ['photo.jpg', './Artist=Ana', 'a.b=c', '=x'])
      expect(isAssignment(argument), argument).toBe(false);
  });

  test('become changes of the standard that has the tag', () => {
    const given = [
      'Artist=Ana',
      'Copyright=',
      'EXIF:ISO=200',
      'GPSPosition=-6.2, 106.8, 12',
      'IPTC:City=Bandung',
      'IPTC:By-line+=Ana',
      'Keywords+=sea',
      'Keywords-=old',
      'Creator=Ana',
      'Creator=Budi',
      'Rating=4',
      'XMP-dc:Title=Sea',
      'XMP-xmp:Label=',
      'Orientation=6',
    ];
    expect(changesOf(given)).toEqual({
      exif: { Artist: 'Ana', Copyright: null, ISO: '200' },
      gps: { latitude: -6.2, longitude: 106.8, altitude: 12 },
      iptc: { City: 'Bandung', 'By-line': { add: ['Ana'], remove: [] } },
      common: { keywords: { add: ['sea'], remove: ['old'] }, creator: ['Ana', 'Budi'], rating: 4 },
      xmp: { dc: { Title: 'Sea' }, xmp: { Label: null } },
      orientation: 6,
    });
  });

  test('that no standard takes are told', () => {
    expect(() => changesOf(['JFIF:XResolution=1'])).toThrow(/EXIF, GPS, IPTC or XMP-prefix/);
    expect(() => changesOf(['GPSPosition=here'])).toThrow(/degrees/);
    expect(() => changesOf(['Keywords=a', 'Keywords+=b'])).toThrow(/not both/);
  });
});
