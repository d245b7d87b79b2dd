// Every document under api/ keeps the rules of belgif.mjs; and each rule catches a document that breaks it.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

import core from '@stoplight/spectral-core';
import parsers from '@stoplight/spectral-parsers';

import belgif from './belgif.mjs';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../../api');
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
const spectral = new core.Spectral();
spectral.setRuleset(belgif);

const findings = async (text) => spectral.run(new core.Document(text, parsers.Yaml));

for (const file of files) {
  test(`${file} keeps every rule`, async () => {
    const found = await findings(readFileSync(join(folder, file), 'utf8'));
    assert.deepEqual(found.map(({ code, message, range }) => `${range.start.line + 1}: ${code}: ${message}`), []);
  });
}

const good = readFileSync(join(folder, 'register.yaml'), 'utf8');
const replaced = (old, now) => {
  assert.ok(good.includes(old), `the good document holds ${old}`);
  return good.replace(old, now);
};
const parameter = (text) => replaced("      parameters:\n        - $ref: '#/components/parameters/BelGovTraceId'\n      requestBody:", `      parameters:\n        - ${text}\n      requestBody:`);

// One change, and the rule that must speak.
const broken = {
  'oas3-schema': replaced('  version: 1.0.0\n', ''),
  'oas3-valid-media-example': replaced("                        newest: '85073003328'\n", "                        newest: 'none'\n"),
  'oas3-valid-schema-example': replaced("      example: '85073003328'", "      example: '8507300332'"),
  'oas3-unused-component': replaced('    Numbers:\n', '    Unused:\n      type: object\n    Numbers:\n'),
  'no-$ref-siblings': replaced("        '403':\n          $ref:", "        '403':\n          description: x\n          $ref:"),
  'path-params': replaced('  /health:\n', '  /healths/{one}:\n    get:\n      operationId: x\n  /health:\n'),
  'operation-operationId-unique': replaced('operationId: getHealth', 'operationId: searchPersons'),
  'operation-tag-defined': replaced('tags: [persons]', 'tags: [strangers]'),
  'version-3-0': replaced('openapi: 3.0.3', 'openapi: 3.1.0'),
  'server-url': replaced('- url: /register/v1', '- url: /register'),
  paths: [
    replaced('  /persons/search:', '  /persons/search/:'), replaced('  /persons/search:', '  /persons/search.json:'), replaced('  /persons/search:', '  /persons/find_some:'),
    replaced('  /persons/search:', '  /Persons/search:'), replaced('  /persons/search:', '  /person/search:'),
  ],
  'health-present': replaced('  /health:', '  /wellbeings:'),
  'document-present': replaced('  /doc/openapi.yaml:', '  /documents:'),
  'operation-id': [replaced('operationId: getHealth', 'operationId: GetHealth'), replaced('      operationId: getHealth\n', '')],
  'operation-summary': replaced('      summary: This document\n', ''),
  'operation-one-tag': [replaced('tags: [persons]', 'tags: [persons, service]'), replaced('tags: [persons]', 'tags: []')],
  'default-problem': replaced("        default:\n          $ref: '#/components/responses/Problem'\n  /health:", '  /health:'),
  'problems-are-problems': [
    replaced('        application/problem+json:\n          schema:\n            $ref: \'#/components/schemas/Problem\'\n    BadRequest:', '        application/json:\n          schema:\n            $ref: \'#/components/schemas/Problem\'\n    BadRequest:'),
    replaced("        '200':\n          description: It can\n", "        '200':\n          $ref: '#/components/responses/Problem'\n        '201':\n          description: It can\n"),
  ],
  'success-status': replaced("        '200':\n          description: It can\n", "        '201':\n          description: It can\n"),
  'request-body-required': [replaced('        required: true\n', ''), replaced('        required: true\n', '        required: false\n')],
  'top-level-object': replaced('    HealthStatus:\n      type: object', '    HealthStatus:\n      type: string'),
  'request-closed': replaced('    PersonsQuestion:\n      type: object\n      additionalProperties: false\n', '    PersonsQuestion:\n      type: object\n'),
  'property-names': [replaced('        lastName:\n', '        last_name:\n'), replaced('        recognisedOn:\n', '        RecognisedOn:\n')],
  'no-null': replaced('        firstNames:\n          type: string\n', '        firstNames:\n          type: string\n          nullable: true\n'),
  'required-defined': replaced('      required: [country, from]', '      required: [country, from, since]'),
  'component-names': [replaced('    SponsorStay:\n', '    sponsorStay:\n'), replaced('    MissingPermission:\n', '    missingPermission:\n')],
  'header-names': replaced('        Retry-After:\n', '        retry-after:\n'),
  'parameter-names': parameter('{name: how_many, in: query, schema: {type: integer, maximum: 10}}'),
  'no-person-outside-bodies': [
    parameter('{name: niss, in: query, schema: {type: boolean}}'), parameter('{name: number, in: query, schema: {type: string}}'),
    parameter('{name: number, in: query, schema: {type: integer}}'), parameter("{name: Subject, in: header, schema: {$ref: '#/components/schemas/Niss'}}"),
    replaced('  /persons/search:\n    post:\n', "  /persons/{number}:\n    post:\n").replace("        - $ref: '#/components/parameters/BelGovTraceId'\n      requestBody:", "        - {name: number, in: path, required: true, schema: {$ref: '#/components/schemas/Niss'}}\n      requestBody:"),
  ],
  'traces-answered': replaced("    MissingPermission:\n      description: This institution may not consult the register\n      headers:\n        BelGov-Trace-Id:\n          $ref: '#/components/headers/BelGovTraceId'\n", '    MissingPermission:\n      description: This institution may not consult the register\n'),
  'problem-schema': replaced('required: [type, title, status, instance, advice]', 'required: [type, title, status, instance]'),
};

for (const [rule, documents] of Object.entries(broken)) {
  test(`${rule} catches what breaks it`, async () => {
    for (const text of [documents].flat()) {
      const codes = (await findings(text)).map(({ code }) => code);
      assert.ok(codes.includes(rule), `found only: ${[...new Set(codes)].join(', ')}`);
    }
  });
}

test('each rule is shown to catch something', () => assert.deepEqual(Object.keys(broken).sort(), Object.keys(belgif.rules).sort()));
