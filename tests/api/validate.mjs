// Exchanges that really happened, held against an OpenAPI document, by libraries of others: swagger-parser reads the document, ajv validates.
//
//     node validate.mjs DOCUMENT < EXCHANGES
//
// A line of EXCHANGES is a JSON object: name, method, path, body (text or null), status, headers, answer (text). `outside` marks a request to no operation.
// Prints what was validated, and exits with 1 if anything is not as the document says, or if an operation was never asked.
import { readFileSync } from 'node:fs';

import parser from '@apidevtools/swagger-parser';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';

const document = await parser.validate(process.argv[2]);
const prefix = document.servers[0].url;
const ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
const faults = [];
const asked = new Set();

const validators = new Map();
const errorsOf = (schema, value) => {
  if (!validators.has(schema)) validators.set(schema, ajv.compile(schema));
  const validate = validators.get(schema);
  return validate(value) ? [] : validate.errors.map((error) => `${error.instancePath || '/'} ${error.message}`);
};
const parsed = (text) => {
  try {
    return [JSON.parse(text), []];
  } catch (error) {
    return [undefined, [`no JSON: ${error.message}`]];
  }
};

const header = (headers, name) => Object.entries(headers).find(([one]) => one.toLowerCase() === name.toLowerCase())?.[1];

function headerFaults(described, headers) {
  return Object.entries(described ?? {}).flatMap(([name, { required, schema }]) => {
    const value = header(headers, name);
    if (value === undefined) return required ? [`no header ${name}`] : [];
    return errorsOf(schema, schema.type === 'integer' ? Number(value) : value).map((error) => `header ${name}: ${error}`);
  });
}

function answerFaults(response, { headers, answer }) {
  const type = (header(headers, 'content-type') ?? '').split(';')[0];
  const content = response.content?.[type];
  if (!content) return [`content type ${type} instead of ${Object.keys(response.content ?? {})}`];
  const found = headerFaults(response.headers, headers);
  if (!type.endsWith('json')) return found;
  const [value, unreadable] = parsed(answer);
  return [...found, ...unreadable, ...(unreadable.length ? [] : errorsOf(content.schema, value))];
}

/// What a request that was answered may look like, and one that was refused for its body may not.
function requestFaults(operation, { body, status, beyond }) {
  const schema = operation.requestBody?.content['application/json'].schema;
  if (!schema) return [];
  const [value, unreadable] = parsed(body ?? '');
  const wrong = [...unreadable, ...(unreadable.length ? [] : errorsOf(schema, value))];
  if (status < 300) return wrong.map((error) => `answered a request that the document does not allow: ${error}`);
  if (status === 400 && !wrong.length && !beyond) return ['refused a request that the document allows'];
  return [];
}

/// What the document has at a path: as it stands there, else where something stands for each `{…}`.
function described(path) {
  if (document.paths[path]) return document.paths[path];
  const segments = path.split('/');
  const fits = (pattern) => {
    const expected = pattern.split('/');
    return expected.length === segments.length && expected.every((one, at) => one === segments[at] || (one.startsWith('{') && segments[at] !== ''));
  };
  return document.paths[Object.keys(document.paths).find(fits)];
}

/// What stood for the last segment of a path, where a request was answered: no document has such a segment elsewhere.
function pathFaults(path, { parameters = [] }, status) {
  const said = path.split('/').at(-1);
  const faults = parameters.filter((one) => one.in === 'path').flatMap(({ schema }) => errorsOf(schema, schema.type === 'integer' ? Number(said) : said));
  return status < 300 ? faults.map((error) => `answered a path that the document does not allow: ${error}`) : [];
}

const lines = readFileSync(0, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
for (const exchange of lines) {
  const { name, method, path, status, outside } = exchange;
  const bare = path.split('?')[0];
  const operation = bare.startsWith(prefix) ? described(bare.slice(prefix.length))?.[method.toLowerCase()] : undefined;
  const say = (what) => faults.push(`${name}: ${method} ${path} ${status}: ${what}`);
  if (!operation !== Boolean(outside)) say(outside ? 'there is such an operation' : 'there is no such operation');
  if (operation) asked.add(operation.operationId);
  const answered = operation?.responses[status];
  if (operation && !answered) say('the document does not name this status');
  for (const fault of answerFaults(answered ?? document.components.responses.Problem, exchange)) say(fault);
  if (operation) for (const fault of [...requestFaults(operation, exchange), ...pathFaults(bare, operation, status)]) say(fault);
}
for (const path of Object.values(document.paths)) {
  for (const operation of Object.values(path)) if (!asked.has(operation.operationId)) faults.push(`${operation.operationId} was never asked`);
}
for (const fault of faults) console.log(fault);
console.log(`${lines.length} exchanges with ${asked.size} operations, ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
