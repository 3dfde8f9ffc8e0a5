// Checks answers against the OpenAPI document.

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { openApiDocument } from '../src/openapi/document.js';

type Json = { readonly [name: string]: unknown };

interface Documented {
  readonly headers?: { readonly [name: string]: HeaderObject };
  readonly content?: { readonly [mediaType: string]: { readonly schema: Json } };
}

interface HeaderObject {
  readonly required?: boolean;
  readonly schema: Json;
}

const document = openApiDocument();
const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
addFormats.default(ajv);
ajv.addFormat('binary', true);
ajv.addVocabulary(['components']);
ajv.addSchema({ $id: 'openapi', components: document['components'] });

const validators = new Map<string, ValidateFunction>();

/** Rejects what an answer has that the document does not, and the other way round. Headers by lower-case names. */
export function checkResponse(
  method: string,
  path: string,
  status: number,
  headers: Headers,
  body: Uint8Array,
): void {
  const where = `${method} ${path.split('?', 1)[0]} ${status}`;
  const documented = responseOf(method, path, status);
  if (!documented) throw new Error(`${where} is not in the document`);
  for (const [name, value] of Object.entries(documented.headers ?? {}))
    checkHeader(where, headers, name, value);
  if (!documented.content) {
    if (body.length > 0) throw new Error(`${where} has a body that is not in the document`);
    return;
  }
  if (method === 'HEAD') return;
  const type = headers.get('content-type')?.split(';', 1)[0] ?? '';
  const media = documented.content[type] ?? documented.content[type.replace(/\/.*$/, '/*')];
  if (!media) throw new Error(`${where}: the type ${type} is not in the document`);
  for (const value of valuesIn(type, body)) check(where, media.schema, value);
}

/** Rejects where an answer is not as the document has it. */
export async function checkExchange(method: string, path: string, response: Response): Promise<void> {
  const body = new Uint8Array(await response.arrayBuffer());
  checkResponse(method, path, response.status, response.headers, body);
}

/** The documented answer; of a path or method that is not in the document, the error for it. */
function responseOf(method: string, path: string, status: number): Documented | undefined {
  const paths = document['paths'] as { [path: string]: { [method: string]: Json } };
  const bare = decodeURI(path.split('?', 1)[0]!).replace(/(?<=.)\/$/, '');
  const template =
    Object.keys(paths).find((one) => one === bare) ?? Object.keys(paths).find((one) => fits(one, bare));
  const operation = template && paths[template]?.[method.toLowerCase()];
  if (operation) return resolve((operation['responses'] as Json)[status]);
  if (template && method === 'OPTIONS' && status === 204) return {};
  const refused = template ? [405, 501] : [404, 501];
  const always = [400, 408, 413, 414, 417, 431, 503];
  if (![...refused, ...always].includes(status)) return undefined;
  return resolve({ $ref: `#/components/responses/${status}` });
}

function fits(template: string, path: string): boolean {
  return new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path);
}

function resolve<Found>(value: unknown): Found | undefined {
  const ref = (value as Json | undefined)?.['$ref'];
  if (typeof ref !== 'string') return value as Found | undefined;
  return ref
    .slice(2)
    .split('/')
    .reduce<unknown>((at, name) => (at as Json)[name], document) as Found;
}

function checkHeader(where: string, headers: Headers, name: string, value: HeaderObject): void {
  const { required, schema } = resolve<HeaderObject>(value)!;
  const text = headers.get(name);
  if (text === null && required) throw new Error(`${where}: the header ${name} is missing`);
  if (text !== null) check(`${where} ${name}`, schema, schema['type'] === 'integer' ? Number(text) : text);
}

function valuesIn(type: string, body: Uint8Array): unknown[] {
  const text = new TextDecoder().decode(body);
  if (type === 'application/json') return [JSON.parse(text)];
  if (type === 'application/x-ndjson')
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  return [];
}

/** Throws where a value does not fit a schema of the document. */
function check(where: string, schema: Json, value: unknown): void {
  const key = JSON.stringify(schema).replaceAll('"#/', '"openapi#/');
  const validate = validators.get(key) ?? ajv.compile(JSON.parse(key));
  validators.set(key, validate);
  if (!validate(value))
    throw new Error(`${where}: ${ajv.errorsText(validate.errors)}\n${JSON.stringify(value)}`);
}
