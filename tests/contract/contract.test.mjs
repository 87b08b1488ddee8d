import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { canonicalText, knownMembers } from './canonical.mjs';
import { MessageChecker } from './checker.mjs';
import { goldenExamples, invalidExamples } from './examples.mjs';
import { refusals } from './refusals.mjs';
import { createAjv, idOf, messageKinds, readSchema, schemaFiles } from './schemas.mjs';

const ajv = createAjv();
const checker = new MessageChecker();
const golden = goldenExamples();
const invalid = invalidExamples();

function check(kind, message) {
  return checker.check(kind, Buffer.from(typeof message === 'string' ? message : JSON.stringify(message)));
}

test('There is one schema for each message, and one for what they share', () => {
  const expected = [...messageKinds, 'common'].map((name) => `${name}.schema.json`).sort();
  assert.deepEqual(schemaFiles().sort(), expected);
});

for (const file of schemaFiles()) {
  test(`${file} compiles in strict mode and carries its id`, () => {
    const schema = readSchema(file);
    assert.equal(schema.$schema, 'https://json-schema.org/draft/2020-12/schema');
    assert.equal(schema.$id, idOf(file));
    assert.equal(typeof ajv.getSchema(schema.$id), 'function');
  });
}

for (const name of Object.keys(readSchema('common.schema.json').$defs)) {
  test(`The shared definition ${name} compiles and is used`, () => {
    assert.equal(typeof ajv.getSchema(`${idOf('common.schema.json')}#/$defs/${name}`), 'function');
    const partOfTheTopic = ['prefecture', 'county', 'sector'].includes(name);
    const reference = new RegExp(`"(common\\.schema\\.json)?#/\\$defs/${name}"`);
    assert.ok(partOfTheTopic || schemaFiles().some((file) => reference.test(JSON.stringify(readSchema(file)))));
  });
}

for (const kind of messageKinds) {
  test(`${kind} has at least two golden examples and one that must be refused`, () => {
    assert.ok(golden.filter((example) => example.kind === kind).length >= 2);
    assert.ok(invalid.some((example) => example.kind === kind));
  });

  test(`Every member ${kind} knows is in one of its golden examples`, () => {
    const messages = golden.filter((example) => example.kind === kind).map((example) => JSON.parse(example.text));
    const shown = new Set(messages.flatMap((message) => pathsOf(message)));
    assert.deepEqual(knownMembers(kind).filter((path) => !shown.has(path)), []);
  });
}

for (const { file, kind, text, endsWithLineFeed } of golden) {
  test(`${file} is accepted`, () => {
    assert.deepEqual(check(kind, text), []);
  });

  test(`${file} is written as a cabinet writes it`, () => {
    assert.ok(endsWithLineFeed);
    assert.equal(text, canonicalText(kind, JSON.parse(text)));
  });

  test(`${file} is refused without any one of its required members`, () => {
    for (const name of readSchema(`${kind}.schema.json`).required) {
      const { [name]: dropped, ...rest } = JSON.parse(text);
      assert.notEqual(dropped, undefined);
      assert.notDeepEqual(check(kind, rest), [], `accepted without ${name}`);
    }
  });

  test(`${file} is refused with any one member of another type`, () => {
    for (const path of pathsOf(JSON.parse(text))) {
      const message = changed(text, path, wrongType);
      assert.notDeepEqual(check(kind, message), [], `accepted ${JSON.stringify(message)}`);
    }
  });

  test(`${file} is accepted with members nobody knows yet`, () => {
    const objects = pathsOf(JSON.parse(text)).filter((path) => isObject(valueAt(JSON.parse(text), path)));
    assert.deepEqual(check(kind, { ...JSON.parse(text), 'new-in-1.9': [1, { a: null }] }), []);
    for (const path of objects) {
      assert.deepEqual(check(kind, changed(text, path, (value) => ({ ...value, 'new-in-1.9': 'x' }))), [], path);
    }
  });
}

test('Every example that must be refused says why, and no reason is left over', () => {
  assert.deepEqual(Object.keys(refusals).sort(), invalid.map((example) => example.name).sort());
});

for (const { file, name, kind, text } of invalid) {
  test(`${file} is refused for its reason alone`, () => {
    const reasons = check(kind, text);
    const beginnings = reasons.map((reason, i) => reason.slice(0, refusals[name][i]?.length));
    assert.deepEqual(beginnings, refusals[name], reasons.join('; '));
  });
}

test('The severity of every event is the one of its list, capped in a drill and during maintenance', () => {
  const { $defs } = readSchema('common.schema.json');
  const rank = $defs.severity.enum;
  const common = { compartment: 'aed', deciC: 0, input: 'door.aed', item: 'pads', days: 0, date: '2027-06-30', hours: 12 };
  const special = { 'boot.crashed': { reason: 'x' }, 'outbox.overflowed': { lost: 1, spoilt: 0 } };
  const accepted = (event, mode) => rank.filter((severity) => check('event', {
    id: 'X', event, severity, boot: 1, seq: 1, clock: 'unsynced', uptimeMs: 0, ...mode, data: special[event] ?? common,
  }).length === 0);
  for (const own of rank) {
    for (const event of $defs[`${own}Event`].enum) {
      assert.deepEqual(accepted(event, {}), [own], event);
      assert.deepEqual(accepted(event, { drill: true }), event === 'sos.pressed' ? ['info', 'emergency'] : ['info'], event);
      assert.deepEqual(accepted(event, { maintenance: true }), [own === 'info' ? 'info' : 'maintenance'], event);
    }
  }

  assert.deepEqual($defs.ratedEvent.enum, ['kit.opened', 'temperature.exposure']);
  assert.deepEqual(accepted('kit.opened', {}), rank);
  assert.deepEqual(accepted('kit.opened', { drill: true }), ['info']);
  assert.deepEqual(accepted('kit.opened', { maintenance: true }), ['info', 'maintenance']);
  assert.deepEqual(accepted('temperature.exposure', {}), ['maintenance', 'urgent']);
  assert.deepEqual(accepted('temperature.exposure', { drill: true }), ['info']);
  assert.deepEqual(accepted('temperature.exposure', { maintenance: true }), ['maintenance']);
});

test('The example commands are signed as the contract says', () => {
  const key = Buffer.from(Array.from({ length: 32 }, (_, i) => i));
  for (const { file, text } of golden.filter((example) => example.kind === 'command')) {
    const { id, name, args, counter, expires, mac } = JSON.parse(text);
    const signed = ['v1', 'NM-HOH-0001', id, name, args, counter, expires].join('\n');
    assert.equal(mac, createHmac('sha256', key).update(signed, 'utf8').digest('hex'), file);
  }
});

test('There is an example reply for every code', () => {
  const codes = readSchema('reply.schema.json').properties.code.oneOf.map((code) => code.const);
  const shown = golden.filter((example) => example.kind === 'reply').map((example) => JSON.parse(example.text).code);
  assert.deepEqual([...new Set(shown)].sort(), codes.sort());
});

test('An expiry may be null', () => {
  const about = { id: 'X', boot: 1, kind: 'aed', expiries: { pads: '2027-06-30', kit: null }, firmware: { version: '0.1.0' } };
  assert.deepEqual(check('about', about), []);
});

test('A message that is not UTF-8 is refused', () => {
  assert.deepEqual(checker.check('about', Buffer.from([0x7b, 0xff, 0x7d])), ['# is not UTF-8']);
});

test('A message with a byte order mark is refused', () => {
  const [reason] = check('online', '\ufeff{"online":true,"boot":41,"connection":3}');
  assert.match(reason, /^# is not JSON/);
});

test('A member twice is found in a nested object, behind a list and behind escaped quotes', () => {
  const text = '{"id":"X","boot":1,"kind":"aed","firmware":{"version":"0.1.0"},"new":[{"a":"\\"b\\":"},{"a":1}],"site":{"name":"x","floor":"1","name":"y"}}';
  assert.deepEqual(check('about', text), ['# has the member "name" twice']);
});

function isObject(value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function pathsOf(value, path = '') {
  return isObject(value)
    ? Object.keys(value).flatMap((name) => [path + name, ...pathsOf(value[name], `${path}${name}/`)])
    : [];
}

function valueAt(message, path) {
  return path.split('/').reduce((part, name) => part[name], message);
}

function changed(text, path, change) {
  const message = JSON.parse(text);
  const names = path.split('/');
  const last = names.pop();
  const parent = names.reduce((part, name) => part[name], message);
  parent[last] = change(parent[last]);
  return message;
}

function wrongType(value) {
  switch (typeof value) {
    case 'string': return 7;
    case 'number': return String(value);
    case 'boolean': return String(value);
    default: return Array.isArray(value) ? {} : [];
  }
}
