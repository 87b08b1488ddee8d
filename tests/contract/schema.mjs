// Holds documents against a JSON Schema (2020-12).
//
//   node schema.mjs SCHEMA DOCUMENT…
//
// What a document does not keep to is told, a line each, and makes the exit code 1.

import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const [schemaFile, ...files] = process.argv.slice(2);
if (files.length === 0) {
  console.error('usage: node schema.mjs SCHEMA DOCUMENT…');
  process.exit(2);
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')));
let isWrong = false;
for (const file of files) {
  if (!validate(JSON.parse(readFileSync(file, 'utf8')))) {
    isWrong = true;
    for (const error of validate.errors) {
      console.log(`${file}${error.instancePath}: ${error.message}`);
    }
  }
}

process.exitCode = isWrong ? 1 : 0;
