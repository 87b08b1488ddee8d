// The contract's files, and a JSON Schema validator that knows all of them.

import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const contractFolder = fileURLToPath(new URL('../../firmware/contract', import.meta.url));
export const schemaFolder = join(contractFolder, 'schemas');
export const exampleFolder = join(contractFolder, 'examples');
export const invalidFolder = join(exampleFolder, 'invalid');

/** The messages of the contract: the last level of their topics. */
export const messageKinds = ['online', 'about', 'state', 'event', 'telemetry', 'command', 'reply'];

const idBase = 'https://aed-cabinet.invalid/contract/v1/';

/** The names of the schema files. */
export function schemaFiles() {
  return readdirSync(schemaFolder).filter((name) => name.endsWith('.schema.json'));
}

/** One schema file, parsed. */
export function readSchema(file) {
  return JSON.parse(readFileSync(join(schemaFolder, file), 'utf8'));
}

/** The $id a schema file must have: its references to its neighbours are relative to it. */
export function idOf(file) {
  return idBase + file;
}

/** A strict 2020-12 validator with every schema of the contract. */
export function createAjv() {
  const ajv = new Ajv({ strict: true, allErrors: true, verbose: true });
  addFormats(ajv);
  for (const file of schemaFiles()) {
    ajv.addSchema(readSchema(file));
  }

  return ajv;
}
