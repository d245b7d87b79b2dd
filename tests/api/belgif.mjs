// Rules of the Belgif REST guide that a machine can check, for Spectral. Each `guide` is the rule of the guide that it comes from (or ours, where it says so).
import formats from '@stoplight/spectral-formats';
import functions from '@stoplight/spectral-functions';
import rulesets from '@stoplight/spectral-rulesets';

const { oas3, oas3_0 } = formats;
const { pattern, truthy, schema, casing } = functions;

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'];
const operations = `$.paths[*][${methods.join(',')}]`;
const someone = '85073003328';

/// A rule whose check gives the sentences of what is wrong.
const check = (look) => (target, _options, context) => look(target, context).map((message) => ({ message }));
const rule = (guide, description, given, then) => ({ description: `${guide}: ${description}`, message: `{{error}} (${guide})`, severity: 'error', given, then, formats: [oas3_0] });

const segments = (path) => path.split('/').slice(1);
const isDocument = (path) => path === '/doc/openapi.yaml';
/// Resources that are one document; the plural is of collections.
const single = ['health', 'queue'];

function pathFaults(path) {
  if (isDocument(path)) return []; // the guide's own (doc-refdata)
  const faults = [];
  if (path.endsWith('/')) faults.push(`${path} ends in a slash`);
  if (path.includes('.')) faults.push(`${path} has a file extension`);
  for (const segment of segments(path)) {
    if (segment !== '' && !/^([a-z][a-zA-Z0-9]*|\{[a-z][a-zA-Z0-9]*\})$/.test(segment)) faults.push(`${segment} is not in lower camel case`);
  }
  const [resource] = segments(path);
  if (!single.includes(resource) && !resource.endsWith('s')) faults.push(`${resource} is no plural noun`);
  return faults;
}

/// Whether a schema lets a person's number through.
function takesANumber(described) {
  if (!described || described.enum) return false;
  if (described.type === 'integer' || described.type === 'number') return described.maximum === undefined || described.maximum >= Number(someone);
  if (described.type !== 'string') return true;
  if (described.maxLength !== undefined && described.maxLength < someone.length) return false;
  if (['uuid', 'date', 'date-time'].includes(described.format)) return false;
  return described.pattern === undefined || new RegExp(described.pattern, 'u').test(someone);
}

function parameterFaults(parameter) {
  const faults = [];
  if (/niss|ssin|insz|person/i.test(parameter.name)) faults.push(`${parameter.name} names a person outside the body`);
  if (parameter.in !== 'header' && takesANumber(parameter.schema)) faults.push(`${parameter.name} could hold a person's number`);
  if (parameter.in === 'header' && parameter.schema?.pattern === '^\\d{11}$') faults.push(`${parameter.name} holds a person's number`);
  return faults;
}

function responseFaults(responses, context) {
  const faults = [];
  const ofHealth = context.path[1] === '/health';
  for (const [status, response] of Object.entries(responses)) {
    const types = Object.keys(response.content ?? {});
    if (/^[45]/.test(status) || status === 'default') {
      if (!types.includes('application/problem+json')) faults.push(`${status} is no application/problem+json`);
      if (types.some((type) => type !== 'application/problem+json') && !(ofHealth && status === '503')) faults.push(`${status} may be something else than a problem`);
    } else if (types.includes('application/problem+json')) {
      faults.push(`${status} is a problem`);
    }
  }
  return faults;
}

const statuses = { get: ['200', '304'], post: ['200', '201', '202', '204', '303'], put: ['200', '201', '204'], delete: ['200', '202', '204'], patch: ['200', '204'], head: ['200', '304'], options: ['200'] };
const statusFaults = (responses, context) =>
  Object.keys(responses)
    .filter((status) => /^[123]/.test(status) && !statuses[context.path[2]].includes(status))
    .map((status) => `${status} is no answer to ${context.path[2].toUpperCase()}`);

const names = (kind, shape) => check((all) => Object.keys(all).filter((name) => !shape.test(name)).map((name) => `the ${kind} ${name} is named in another case`));

export default {
  extends: [[rulesets.oas, 'off']],
  rules: {
    // The document is OpenAPI, its examples fit, its references lead somewhere (Spectral's own rules).
    'oas3-schema': 'error',
    'oas3-valid-media-example': 'error',
    'oas3-valid-schema-example': 'error',
    'oas3-unused-component': 'error',
    'no-$ref-siblings': 'error',
    'path-params': 'error',
    'operation-operationId-unique': 'error',
    'operation-tag-defined': 'error',

    'version-3-0': { ...rule('oas-contra', 'OpenAPI 3.0', '$.openapi', { function: pattern, functionOptions: { match: '^3\\.0\\.\\d+$' } }), formats: [oas3] },
    'server-url': rule('uri-format', '/apiName/v1', '$.servers[*].url', { function: pattern, functionOptions: { match: '^(https://[^/]+)?(/[a-z][a-zA-Z0-9]*)+/v[1-9][0-9]*$' } }),
    paths: rule('uri-notat, uri-extens, col-name', 'lower camel case, plural nouns, neither slash nor extension at the end', '$.paths', {
      function: check((paths) => Object.keys(paths).flatMap(pathFaults)),
    }),
    'health-present': rule('hlth-res', 'GET /health', '$.paths', { function: check((paths) => (paths['/health']?.get ? [] : ['there is no GET /health'])) }),
    'document-present': rule('doc-refdata', 'GET /doc/openapi.yaml', '$.paths', {
      function: check((paths) => (paths['/doc/openapi.yaml']?.get ? [] : ['there is no GET /doc/openapi.yaml'])),
    }),
    'operation-id': rule('openapi-opid', 'each has one, in lower camel case', operations, { function: schema, functionOptions: { schema: {
      type: 'object', required: ['operationId'], properties: { operationId: { type: 'string', pattern: '^[a-z][a-zA-Z0-9]*$' } } } } }),
    'operation-summary': rule('oas-descr', 'each has one', operations, { field: 'summary', function: truthy }),
    'operation-one-tag': rule('oas-tags', 'each has one', operations, { field: 'tags', function: schema, functionOptions: { schema: { type: 'array', minItems: 1, maxItems: 1 } } }),
    'default-problem': rule('prb-defaul', 'a problem by default', `${operations}.responses`, { field: 'default', function: truthy }),
    'problems-are-problems': rule('rep-struct', 'errors as application/problem+json, and errors alone', `${operations}.responses`, { function: check(responseFaults) }),
    'success-status': rule('GetStatusCode, PostStatusCode, …', 'those that the method can have', `${operations}.responses`, { function: check(statusFaults) }),
    'request-body-required': rule('opbody-req', 'said either way', `${operations}.requestBody`, { field: 'required', function: schema, functionOptions: { schema: { enum: [true] } } }),
    'top-level-object': rule('evo-object', 'bodies are JSON objects', `$.paths..content[application/json,application/problem+json].schema`, {
      function: check((body) => (body.type === 'object' ? [] : ['the body is no object'])),
    }),
    'request-closed': rule('req-valid', 'unknown members of a request are refused', `${operations}.requestBody.content[*].schema`, {
      function: check((body) => (body.additionalProperties === false ? [] : ['the request lets unknown members pass'])),
    }),
    'property-names': rule('jsn-naming', 'lower camel case', '$..properties', { function: names('property', /^[a-z][a-zA-Z0-9]*$/) }),
    'no-null': rule('jsn-null', 'what is not known is left out', '$..nullable', { function: check((value) => (value === true ? ['a value may be null'] : [])) }),
    'required-defined': rule('ValuesOfRequiredShouldBeDefinedAsProperties', 'required members exist', '$..[?(@ && @.required && @.properties)]', {
      function: check((one) => one.required.filter((name) => !(name in one.properties)).map((name) => `${name} is required, but is no property`)),
    }),
    'component-names': rule('oas-comp', 'upper camel case', '$.components[*]', { function: names('component', /^[A-Z][a-zA-Z0-9]*$/) }),
    'header-names': rule('hdr-case', 'Upper-Kebab-Case', '$..headers', { function: names('header', /^[A-Z][a-zA-Z]*(-[A-Z][a-zA-Z]*)*$/) }),
    'parameter-names': rule('uri-notat', 'lower camel case in queries', '$.paths..parameters[?(@.in=="query")]', { field: 'name', function: casing, functionOptions: { type: 'camel' } }),
    'no-person-outside-bodies': rule('sens-dat', "a person's number stands in bodies alone", '$.paths..parameters[*]', { function: check(parameterFaults) }),
    'traces-answered': rule('trc-header', 'every answer has a trace id', `${operations}.responses[*]`, {
      function: check((response) => (response.headers?.['BelGov-Trace-Id'] ? [] : ['no BelGov-Trace-Id'])),
    }),
    // Ours says besides what a caller can do.
    'problem-schema': rule('errorhandling', 'type, title, status, instance; and our advice', '$.components.schemas.Problem', { field: 'required', function: check((required) =>
      ['type', 'title', 'status', 'instance', 'advice'].filter((name) => !required.includes(name)).map((name) => `a problem may lack ${name}`)) }),
  },
};
