// Checks messages for other programs, for as long as they keep its input open.
//
//   node validate.mjs           reads lines   {message}<TAB>{payload in base64}
//   node validate.mjs --topic   reads lines   {full topic}<TAB>{payload in base64}
//
// and answers each with one line: "ok", or "error: " and the reasons with JSON pointers.

import { createInterface } from 'node:readline';
import { MessageChecker } from './checker.mjs';

const usage = 'node validate.mjs [--topic]';
const options = process.argv.slice(2);
if (options.some((option) => option !== '--topic')) {
  console.error(`usage: ${usage}`);
  process.exit(2);
}

const checker = new MessageChecker();
const check = options.includes('--topic')
  ? (topic, bytes) => checker.checkOnTopic(topic, bytes)
  : (kind, bytes) => checker.check(kind, bytes);

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  process.stdout.write(`${answer(line)}\n`);
}

function answer(line) {
  const fields = line.split('\t');
  if (fields.length !== 2) {
    return 'error: a request is two fields with a tab between them';
  }

  const reasons = check(fields[0], Buffer.from(fields[1], 'base64'));
  return reasons.length === 0 ? 'ok' : `error: ${reasons.join('; ').replace(/[\r\n]+/g, ' ')}`;
}
