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
  ...schema.$defs.action.anyOf.flatMap((form) => form.examples.map((text) => ({ do: text, expect: 'lamp none' }))),
  ...schema.$defs.expectation.anyOf.flatMap((form) => form.examples.map((text) => ({ expect: text }))),
  ...schema.$defs.repetition.anyOf.flatMap((form) => form.examples.map((text) => ({ repeat: text, expect: 'lamp none' }))),
]) {
  test(`the schema's example is valid: ${Object.values(example)[0]}`, () => {
    assert.ok(validate({ name: 'x', steps: [{ at: '1s', ...example }] }), JSON.stringify(validate.errors));
  });
}

for (const expect of [
  'received state open=[aed.removed] within 5s',
  'received state open=[aed.removed, sos.pressed] reasons=[] within 5s',
  'received state doors.aed=open within 3s',
  'received about site.where="二层 大厅" within 3s',
  'received event door.opened data={"compartment":"aed"} within 1s',
  'event door.opened compartment=aed then aed.removed severity=emergency within 5s',
]) {
  test(`the schema takes: ${expect}`, () => assert.ok(validate({ name: 'x', steps: [{ at: '1s', expect }] }), JSON.stringify(validate.errors)));
}

test('the schema takes steps that are repeated together', () => {
  const steps = [{ after: '0s', do: 'open door aed', expect: 'lamp red' }, { after: '2s', do: 'close door aed' }];
  assert.ok(validate({ name: 'x', steps: [{ at: '1s', repeat: '3 times every 1m', steps }] }), JSON.stringify(validate.errors));
});

for (const [why, scenario] of [
  ['no steps', { name: 'x' }],
  ['no step', { name: 'x', steps: [] }],
  ['no time', { name: 'x', steps: [{ do: 'take aed', expect: 'lamp red' }] }],
  ['two times', { name: 'x', steps: [{ at: '1s', after: '1s', expect: 'lamp red' }] }],
  ['nothing done or expected', { name: 'x', steps: [{ at: '1s' }] }],
  ['a misspelt action', { name: 'x', steps: [{ at: '1s', do: 'tkae aed', expect: 'lamp red' }] }],
  ['an event that there is not', { name: 'x', steps: [{ at: '1s', expect: 'event aed.remved within 1s' }] }],
  ['an event without a time', { name: 'x', steps: [{ at: '1s', expect: 'event aed.removed' }] }],
  ['a duration without a unit', { name: 'x', steps: [{ at: '1', expect: 'lamp red' }] }],
  ['an unknown member', { name: 'x', steps: [{ at: '1s', does: 'take aed', expect: 'lamp red' }] }],
  ['an unknown weather', { name: 'x', weather: 'rain', steps: [{ at: '1s', expect: 'lamp red' }] }],
  ['nothing expected', { name: 'x', steps: [{ at: '1s', do: 'take aed' }] }],
  ['nothing expected in what is repeated', { name: 'x', steps: [{ at: '1s', repeat: '3 times every 1m', steps: [{ after: '0s', do: 'take aed' }] }] }],
  ['steps of a step that are not repeated', { name: 'x', steps: [{ at: '1s', steps: [{ after: '0s', expect: 'lamp red' }] }] }],
  ['an empty list', { name: 'x', steps: [{ at: '1s', do: [], expect: 'lamp red' }] }],
  ['an unknown kind', { name: 'x', cabinet: { kind: 'bus' }, steps: [{ at: '1s', expect: 'lamp red' }] }],
]) {
  test(`the schema refuses ${why}`, () => assert.ok(!validate(scenario)));
}
