// The schema that editors use for scenario files, held against the files that ship and against mistakes.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';

const folder = new URL('../../simulator/scenarios/', import.meta.url);
const schema = JSON.parse(readFileSync(new URL('scenario.schema.json', folder), 'utf8'));
const validate = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(schema);

for (const name of readdirSync(folder).filter((file) => file.endsWith('.yaml'))) {
  test(`the scenario ${name} keeps the schema`, () => {
    const isRight = validate(parse(readFileSync(new URL(name, folder), 'utf8')));
    assert.ok(isRight, JSON.stringify(validate.errors, null, 2));
  });
}

for (const example of [
  ...schema.$defs.action.anyOf.flatMap((form) => form.examples.map((text) => ({ do: text }))),
  ...schema.$defs.expectation.anyOf.flatMap((form) => form.examples.map((text) => ({ expect: text }))),
]) {
  test(`the schema's example is valid: ${Object.values(example)[0]}`, () => {
    assert.ok(validate({ name: 'x', steps: [{ at: '1s', ...example }] }), JSON.stringify(validate.errors));
  });
}

for (const [why, scenario] of [
  ['no steps', { name: 'x' }],
  ['no step', { name: 'x', steps: [] }],
  ['no time', { name: 'x', steps: [{ do: 'take aed' }] }],
  ['two times', { name: 'x', steps: [{ at: '1s', after: '1s', do: 'take aed' }] }],
  ['nothing done or expected', { name: 'x', steps: [{ at: '1s' }] }],
  ['a misspelt action', { name: 'x', steps: [{ at: '1s', do: 'tkae aed' }] }],
  ['an event that there is not', { name: 'x', steps: [{ at: '1s', expect: 'event aed.remved within 1s' }] }],
  ['an event without a time', { name: 'x', steps: [{ at: '1s', expect: 'event aed.removed' }] }],
  ['a duration without a unit', { name: 'x', steps: [{ at: '1', do: 'take aed' }] }],
  ['an unknown member', { name: 'x', steps: [{ at: '1s', does: 'take aed' }] }],
  ['an unknown weather', { name: 'x', weather: 'rain', steps: [{ at: '1s', do: 'take aed' }] }],
  ['an unknown kind', { name: 'x', cabinet: { kind: 'bus' }, steps: [{ at: '1s', do: 'take aed' }] }],
]) {
  test(`the schema refuses ${why}`, () => assert.ok(!validate(scenario)));
}
