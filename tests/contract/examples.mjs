// The contract's examples as the tests read them.

import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { exampleFolder, invalidFolder } from './schemas.mjs';

/** Every golden example. */
export function goldenExamples() {
  return read(exampleFolder);
}

/** Every example that must be refused. */
export function invalidExamples() {
  return read(invalidFolder);
}

// A file holds the message and one line feed, which is not part of it.
function read(folder) {
  return readdirSync(folder).filter((file) => file.endsWith('.json')).map((file) => {
    const name = basename(file, '.json');
    const text = readFileSync(join(folder, file), 'utf8');
    return { file, name, kind: name.split('.')[0], text: text.replace(/\n$/, ''), endsWithLineFeed: text.endsWith('\n') };
  });
}
