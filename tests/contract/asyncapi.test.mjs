import specs from '@asyncapi/specs';
import addFormats from 'ajv-formats';
import Ajv from 'ajv';
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { MessageChecker } from './checker.mjs';
import { goldenExamples } from './examples.mjs';
import { contractFolder, messageKinds, readSchema, schemaFiles } from './schemas.mjs';

const document = parse(readFileSync(join(contractFolder, 'asyncapi.yaml'), 'utf8'), { uniqueKeys: true });

// SPEC of the messages: QoS, retained, and what the cabinet does with them.
const delivery = {
  online: { action: 'send', qos: 1, retain: true },
  about: { action: 'send', qos: 1, retain: true },
  state: { action: 'send', qos: 1, retain: true },
  event: { action: 'send', qos: 1, retain: false },
  telemetry: { action: 'send', qos: 0, retain: false },
  command: { action: 'receive', qos: 1, retain: false },
  reply: { action: 'send', qos: 1, retain: false },
};

test('The document keeps the published schema of AsyncAPI 3.0', () => {
  assert.equal(document.asyncapi, '3.0.0');
  // The published schema is draft-07 and not written for ajv's strict mode.
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  const validate = ajv.compile(specs.schemasWithoutId['3.0.0']);
  validate(document);
  assert.deepEqual(validate.errors ?? [], []);
});

test('Every reference leads somewhere', () => {
  const references = referencesIn(document);
  assert.ok(references.length > 50);
  for (const reference of references) {
    assert.notEqual(target(reference), undefined, reference);
  }
});

test('There is one channel for each message, with the message as the last level of its address', () => {
  assert.deepEqual(Object.keys(document.channels), messageKinds);
  for (const [kind, channel] of Object.entries(document.channels)) {
    assert.equal(channel.address, `aed/v1/{prefecture}/{county}/{sector}/{cabinet}/${kind}`);
    assert.deepEqual(Object.keys(channel.parameters), ['prefecture', 'county', 'sector', 'cabinet']);
    assert.deepEqual(channel.messages, { [kind]: { $ref: `#/components/messages/${kind}` } });
  }
});

test('The sectors are those of the schemas', () => {
  assert.deepEqual(document.components.parameters.sector.enum, readSchema('common.schema.json').$defs.sector.enum);
});

test('There is one operation for each channel, with its direction, QoS and retention', () => {
  const operations = Object.values(document.operations).map((operation) => {
    const kind = operation.channel.$ref.replace('#/channels/', '');
    const { qos, retain } = target(operation.bindings.$ref).mqtt;
    assert.deepEqual(operation.messages, [{ $ref: `#/channels/${kind}/messages/${kind}` }]);
    return [kind, { action: operation.action, qos, retain }];
  });
  assert.deepEqual(Object.fromEntries(operations), delivery);
});

test('A command is answered on the reply channel, and a reply is known by the id of its command', () => {
  assert.equal(document.operations.receiveCommand.reply.channel.$ref, '#/channels/reply');
  for (const kind of ['command', 'reply']) {
    assert.equal(target(document.components.messages[kind].correlationId.$ref).location, '$message.payload#/id');
  }
});

test('Each message names its schema, and each schema is named or referenced by one that is', () => {
  const named = messageKinds.map((kind) => {
    const { payload } = document.components.messages[kind];
    assert.equal(payload.schemaFormat, 'application/schema+json;version=draft-2020-12');
    assert.equal(payload.schema.$ref, `./schemas/${kind}.schema.json`);
    return `${kind}.schema.json`;
  });
  const referenced = named.flatMap((file) => referencesIn(readSchema(file)).map((reference) => reference.split('#')[0]));
  assert.deepEqual(schemaFiles().filter((file) => !named.includes(file) && !referenced.includes(file)), []);
});

for (const kind of messageKinds) {
  test(`${kind} lists all its golden examples`, () => {
    const listed = document.components.messages[kind].examples.map((example) => [example.name, example.payload.$ref]);
    const stored = goldenExamples().filter((example) => example.kind === kind)
      .map((example) => [example.name.slice(kind.length + 1), `./examples/${example.file}`]);
    assert.deepEqual(listed.sort(), stored.sort());
  });
}

test('The last will is retained on the topic of online and keeps its schema', () => {
  const { lastWill } = document.components.serverBindings.session.mqtt;
  assert.equal(lastWill.topic, document.channels.online.address);
  assert.deepEqual({ qos: lastWill.qos, retain: lastWill.retain }, { qos: 1, retain: true });
  assert.deepEqual(new MessageChecker().check('online', Buffer.from(lastWill.message)), []);
  assert.equal(JSON.parse(lastWill.message).online, false);
});

function referencesIn(value) {
  if (value === null || typeof value !== 'object') {
    return [];
  }

  return Object.entries(value).flatMap(([name, part]) =>
    name === '$ref' && typeof part === 'string' ? [part] : referencesIn(part));
}

function target(reference) {
  const [file, path] = reference.split('#');
  if (file) {
    return existsSync(join(contractFolder, file)) ? file : undefined;
  }

  return path.split('/').slice(1).reduce((part, name) => part?.[name], document);
}
