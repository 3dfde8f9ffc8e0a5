// The parameters of both POST endpoints, and the preconditions of a download.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policyOf } from '../src/policy.js';
import { type Door, form, key, openApp, openSocket, otherKey, post } from './doors.js';
import { fake } from './fake-engine.js';

const extract = '/api/v1/extract';
const remove = '/api/v1/remove';
let door: Door;
beforeAll(async () => {
  door = await openSocket({ EXIFKIT_FETCH_ALLOW: '127.0.0.1:1' });
});
afterAll(() => door.close());

const policy = (parameters: Record<string, string>) => policyOf(new Map(Object.entries(parameters)));

describe('the policy', () => {
  it.each([
    [{}, { preset: 'strict', keep: ['icc', 'orientation'] }],
    [{ preset: 'everything' }, { preset: 'everything', keep: [] }],
    [{ preset: 'Strict' }, { preset: 'strict', keep: [] }],
    [{ preset: 'share' }, { preset: 'share', keep: [] }],
    [
      { preset: 'share', keep: 'dates' },
      { preset: 'share', keep: ['dates'] },
    ],
    [{ preset: 'location' }, { preset: 'location' }],
    [{ keep: 'none' }, { preset: 'strict' }],
    [{ keep: 'icc' }, { preset: 'strict', keep: ['icc'] }],
    [
      { keep: 'copyright,GAINMAP' },
      { preset: 'strict', keep: ['icc', 'orientation', 'copyright', 'gainMap'] },
    ],
    [{ keep: 'icc,cameraSettings,icc' }, { preset: 'strict', keep: ['icc', 'cameraSettings'] }],
    [{ only: 'gps, captions' }, { only: ['gps', 'captions'] }],
    [{ coarsen: '10' }, { only: [], gps: { coarsen: 10 } }],
    [
      { coarsen: '0.5', only: 'serialnumbers' },
      { only: ['serialNumbers'], gps: { coarsen: 0.5 } },
    ],
  ])('of %j', (parameters, expected) => {
    expect(policy(parameters)).toEqual(expected);
  });

  it.each([
    { preset: 'all' },
    { preset: 'constructor' },
    { keep: 'everything' },
    { keep: 'icc,,dates' },
    { keep: 'none,icc' },
    { keep: 'none', preset: 'share' },
    { keep: 'constructor' },
    { only: 'pictures' },
    { only: 'gps', keep: 'icc' },
    { only: 'gps', preset: 'strict' },
    { coarsen: '0' },
    { coarsen: '-1' },
    { coarsen: '10001' },
    { coarsen: 'NaN' },
    { coarsen: '1e3' },
    { coarsen: '10', keep: 'dates' },
    { preset: 'location', keep: 'dates' },
  ])('of %j is refused', (parameters) => {
    expect(() => policy(parameters)).toThrow(
      expect.objectContaining({ status: 400, code: 'invalid-parameter' }),
    );
  });

  const cleanedBy = async (path: string, init: RequestInit): Promise<string> => {
    const { uuid } = await (await door.ask(path, init)).json();
    return (await door.ask(`/download-cleaned/${uuid}`)).text();
  };

  it('comes in the query, in a form and in a form over the query, and may come in parts', async () => {
    expect(await cleanedBy(`${remove}?only=gps&Coarsen=5`, post(form(fake('', 60))))).toContain('only:gps');
    expect(await cleanedBy(`${remove}?coarsen=5`, post(form(fake('', 60))))).toContain('grid:5');
    expect(await cleanedBy(remove, post(form(fake('', 60), 'a.jpg', { KEEP: 'dates' })))).toContain(
      '+dates]',
    );
    expect(
      await cleanedBy(`${remove}?preset=bad`, post(form(fake('', 60), 'a', { preset: 'share' }))),
    ).toContain('[share');
    expect(await cleanedBy(`${remove}?keep=dates&keep=creator`, post(form(fake('', 60))))).toContain(
      'dates+creator]',
    );
  });

  const refusal = async (path: string, init: RequestInit): Promise<string> => {
    const answer = await door.ask(path, init);
    return `${answer.status} ${answer.headers.get('x-error-code')}`;
  };

  it('with a parameter that is not known is refused, wherever it stands', async () => {
    const json = (body: object): RequestInit =>
      post(JSON.stringify(body), { 'Content-Type': 'application/json' });
    expect(await refusal(`${remove}?kep=icc`, post(form(fake())))).toBe('400 unknown-parameter');
    expect(await refusal(remove, post(form(fake(), 'a', { 'keep[]': 'icc' })))).toBe('400 unknown-parameter');
    expect(await refusal(remove, json({ url: 'http://127.0.0.1:1/', Keeps: 'icc' }))).toBe(
      '400 unknown-parameter',
    );
    expect(await refusal(remove, json({ url: 'http://127.0.0.1:1/', keep: ['icc', 'gps'] }))).toBe(
      '400 invalid-parameter',
    );
    expect(await refusal(remove, json({ url: 'http://127.0.0.1:1/', keep: { icc: true } }))).toBe(
      '400 malformed-body',
    );
    expect(await refusal(`${remove}?report=maybe`, post(form(fake())))).toBe('400 invalid-parameter');
  });

  it('is no matter of extract, which ignores what it does not know', async () => {
    expect(await refusal(`${extract}?kep=icc`, post(form(fake())))).toBe('200 null');
  });

  it('gives the report where it is asked for', async () => {
    const { report } = await (await door.ask(`${remove}?report=1`, post(form(fake())))).json();
    expect(report).toMatchObject({ mimeType: 'image/jpeg', bytesBefore: 21 });
    expect(await (await door.ask(remove, post(form(fake())))).json()).not.toHaveProperty('report');
  });
});

describe('extract', () => {
  const metadata = async (query: string): Promise<Record<string, Record<string, unknown>>> =>
    (await (await door.ask(`${extract}?${query}`, post(form(fake('G'))))).json()).metadata;

  it('answers only the fields asked for', async () => {
    expect(await metadata('fields=exif.Make,xmp.dc,File.Size,gps,exif.Nothing,location')).toEqual({
      exif: { Make: 'Canon' },
      xmp: { dc: { Creator: ['Someone', 'Other'] } },
      File: { Size: 21 },
      location: { latitude: -6.2, longitude: 106.8, altitude: 8 },
    });
    expect(await metadata('fields=nothing,__proto__,exif.constructor,exif.Make.length')).toEqual({});
    expect(Object.keys(await metadata('Fields=exif'))).toEqual(['exif']);
  });

  it('gives values as numbers with format=numeric', async () => {
    expect((await metadata('format=numeric'))['exif']).toEqual({
      Make: 'Canon',
      ExposureTime: 0.001,
      ISO: 100,
    });
    expect((await metadata('format=text'))['exif']).toMatchObject({ ISO: '100' });
    const answer = await door.ask(`${extract}?format=yaml`, post(form(fake())));
    expect([answer.status, answer.headers.get('x-error-code')]).toEqual([400, 'invalid-parameter']);
  });

  it('gives the same fields again', async () => {
    const first = await (await door.ask(`${extract}?fields=exif`, post(form(fake())))).json();
    const again = await (await door.ask(`${extract}/${first.uuid}`)).json();
    expect(again.metadata).toEqual(first.metadata);
  });
});

describe('a body in a coding', () => {
  it.each([
    ['gzip', 415],
    ['br, identity', 415],
    ['IDENTITY', 200],
  ])('%s is %d', async (coding, status) => {
    const app = await openApp();
    const answer = await app.ask(extract, post(form(fake()), { 'Content-Encoding': coding }));
    expect(answer.status).toBe(status);
    if (status === 415) expect(answer.headers.get('x-error-code')).toBe('unsupported-content-encoding');
  });
});

describe('a download', () => {
  const one = async (): Promise<[path: string, etag: string]> => {
    const { uuid } = await (await door.ask(remove, post(form(fake())))).json();
    const path = `/download-cleaned/${uuid}`;
    return [path, (await door.ask(path, { method: 'HEAD' })).headers.get('etag')!];
  };
  const status = async (path: string, headers: Record<string, string>): Promise<number> =>
    (await door.ask(path, { headers })).status;

  it('is not sent again to who has it', async () => {
    const [path, etag] = await one();
    for (const header of [etag, `"x", ${etag}`, `W/${etag}`, '*']) {
      const answer = await door.ask(path, { headers: { 'If-None-Match': header } });
      expect([answer.status, answer.headers.get('etag'), await answer.text()]).toEqual([304, etag, '']);
    }
    expect(await status(path, { 'If-None-Match': '"x"' })).toBe(200);
    expect(await status(path, { 'If-None-Match': etag, Range: 'bytes=0-1' })).toBe(304);
  });

  it('is sent only where it is the version asked for', async () => {
    const [path, etag] = await one();
    for (const header of [etag, `"x", ${etag}`, '*'])
      expect(await status(path, { 'If-Match': header })).toBe(200);
    for (const header of ['"x"', `W/${etag}`]) {
      const answer = await door.ask(path, { headers: { 'If-Match': header } });
      expect([answer.status, answer.headers.get('x-error-code')]).toEqual([412, 'precondition-failed']);
    }
  });
});

it('a key in the header wins over one in the query, and an empty header is none', async () => {
  const send = async (path: string, headers: Record<string, string>): Promise<number> =>
    (await door.ask(path, { method: 'POST', body: form(fake()), headers })).status;
  expect(await send(`${extract}?key=${otherKey}`, { 'X-API-Key': '' })).toBe(200);
  expect(await send(`${extract}?key=${otherKey}`, { 'X-API-Key': 'wrong' })).toBe(401);
  expect(await send(`${extract}?key=wrong`, { 'X-API-Key': key })).toBe(200);
});
