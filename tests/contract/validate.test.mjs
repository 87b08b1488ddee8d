import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { goldenExamples } from './examples.mjs';

const program = fileURLToPath(new URL('validate.mjs', import.meta.url));
const base = 'aed/v1/1501/150104/culture-tourism/NM-HOH-0001';
const birth = '{"online":true,"boot":41,"connection":3}';
const removed = goldenExamples().find((example) => example.name === 'event.aed-removed').text;

function run(options, lines) {
  return spawnSync(process.execPath, [program, ...options], { input: lines.join('\n'), encoding: 'utf8' });
}

function answers(options, ...requests) {
  const lines = requests.map(([name, text]) => `${name}\t${Buffer.from(text).toString('base64')}`);
  return run(options, lines).stdout.trimEnd().split('\n');
}

test('It answers each line with one line, in order', () => {
  assert.deepEqual(answers([], ['online', birth], ['online', '{\n}'], ['event', removed], ['weather', '{}']), [
    'ok',
    'error: # must have "online"; # must have "boot"; # must have "connection"',
    'ok',
    'error: "weather" is no message of the contract',
  ]);
});

test('A line that is no request is answered too', () => {
  assert.equal(run([], ['online']).stdout, 'error: a request is two fields with a tab between them\n');
});

test('By topic it accepts what a cabinet sends', () => {
  assert.deepEqual(answers(['--topic'], [`${base}/online`, birth], [`${base}/event`, removed]), ['ok', 'ok']);
});

const wrongTopics = {
  'aed/v2/1501/150104/health/X/online': 'topic must be aed/v1/{prefecture}/{county}/{sector}/{cabinet}/{message}',
  'aed/v1/1501/150104/health/online': 'topic must be aed/v1/{prefecture}/{county}/{sector}/{cabinet}/{message}',
  'aed/v1/15/150104/health/X/online': 'topic: "15" is no prefecture',
  'aed/v1/1501/15010/health/X/online': 'topic: "15010" is no county',
  'aed/v1/1501/150204/health/X/online': 'topic: county 150204 does not begin with prefecture 1501',
  'aed/v1/1501/150104/tourism/X/online': 'topic: "tourism" is no sector',
  'aed/v1/1501/150104/health/昭君/online': 'topic: "昭君" is no cabinetId',
  'aed/v1/1501/150104/health//online': 'topic: "" is no cabinetId',
  'aed/v1/1501/150104/health/X/offline': '"offline" is no message of the contract',
};

for (const [topic, reason] of Object.entries(wrongTopics)) {
  test(`By topic it refuses ${topic}`, () => {
    assert.deepEqual(answers(['--topic'], [topic, birth]), [`error: ${reason}`]);
  });
}

test('By topic it refuses a message of another cabinet', () => {
  assert.deepEqual(
    answers(['--topic'], ['aed/v1/1501/150104/health/NM-HOH-0002/event', removed]),
    ['error: #/id must be the topic\'s cabinet "NM-HOH-0002"']);
});

test('An unknown option is refused', () => {
  assert.equal(run(['--fast'], []).status, 2);
});
