// Holds CloudEvents against the schemas in simulator/Api/contract.
//
//   node events.mjs FILE...
//
// FILE has a CloudEvent on each line, or is one (.json). What a schema does not allow is told, a line each, and makes the exit code 1.

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const folder = fileURLToPath(new URL('../../simulator/Api/contract/schemas/', import.meta.url));

export function eventChecker() {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
  addFormats(ajv);
  for (const file of readdirSync(folder)) {
    ajv.addSchema(JSON.parse(readFileSync(folder + file, 'utf8')), file);
  }

  const check = ajv.getSchema('event.schema.json');
  return (event) => (check(event) ? null : ajv.errorsText(check.errors));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = process.argv.slice(2);
  if (files.length === 0) {
    console.error('usage: node events.mjs FILE...');
    process.exit(2);
  }

  const check = eventChecker();
  const faults = [];
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    for (const line of file.endsWith('.json') ? [text] : text.split('\n').filter((one) => one !== '')) {
      const event = JSON.parse(line);
      const fault = check(event);
      if (fault) {
        faults.push(`${event.type} ${event.id}: ${fault}`);
      }
    }
  }

  console.log([...new Set(faults)].join('\n'));
  process.exitCode = faults.length === 0 ? 0 : 1;
}
