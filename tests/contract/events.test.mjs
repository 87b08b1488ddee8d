import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { eventChecker } from './events.mjs';

const examples = fileURLToPath(new URL('../../simulator/Api/contract/examples/', import.meta.url));
const files = readdirSync(examples).filter((name) => name.endsWith('.json'));
const read = (name) => JSON.parse(readFileSync(examples + name, 'utf8'));
const check = eventChecker();

test('Every golden event keeps the schemas and is named by its type', () => {
  assert.ok(files.length > 5);
  for (const name of files) {
    const event = read(name);
    assert.equal(check(event), null, name);
    assert.equal(name.split('~')[0].replace(/\.json$/, ''), event.type);
  }
});

test('An event that lacks what whoever receives it goes by is refused', () => {
  const event = read(files.find((name) => name.startsWith('aed.incident.opened')));
  for (const member of ['specversion', 'id', 'type', 'source', 'time', 'severity', 'drill', 'data']) {
    assert.notEqual(check({ ...event, [member]: undefined }), null, member);
  }

  assert.notEqual(check({ ...event, severity: 'grave' }), null);
  assert.notEqual(check({ ...event, drill: 'no' }), null);
  assert.notEqual(check({ ...event, data: { ...event.data, incident: undefined } }), null);
});
