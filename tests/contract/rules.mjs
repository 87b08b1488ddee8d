// What the contract asks for and a JSON Schema can't say (firmware/contract/README.md).

import { readSchema } from './schemas.mjs';

export const maxEventBytes = 1024;
export const maxCommandBytes = 2048;

const order = readSchema('state.schema.json').properties.reasons.items.enum;
const maxBytes = { event: maxEventBytes, command: maxCommandBytes };

/** Reasons to refuse a message of this many bytes. */
export function checkSize(kind, byteCount) {
  const limit = maxBytes[kind];
  return limit !== undefined && byteCount > limit ? [`# has ${byteCount} bytes, more than ${limit}`] : [];
}

/** Reasons to refuse JSON text in which an object has a member twice: parsers disagree which of the two counts. */
export function checkMembersOnce(jsonText) {
  const reasons = [];
  const nesting = [];
  for (const [token] of jsonText.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]/g)) {
    const innermost = nesting.at(-1);
    if (token === '{' || token === '[') {
      nesting.push({ names: token === '{' ? new Set() : null, awaitsName: token === '{' });
    } else if (token === '}' || token === ']') {
      nesting.pop();
    } else if (token === ',') {
      innermost.awaitsName = innermost.names !== null;
    } else if (token !== ':' && innermost?.awaitsName) {
      const name = JSON.parse(token);
      if (innermost.names.has(name)) {
        reasons.push(`# has the member "${name}" twice`);
      }

      innermost.names.add(name);
      innermost.awaitsName = false;
    }
  }

  return reasons;
}

/** Reasons to refuse a message that its schema accepts. */
export function checkMeaning(kind, message) {
  switch (kind) {
    case 'state': return checkOrder(message.reasons);
    case 'command': return checkArguments(message.args);
    default: return [];
  }
}

function checkOrder(reasons) {
  const places = reasons.map((reason) => order.indexOf(reason));
  return places.some((place, i) => i > 0 && place < places[i - 1])
    ? ['#/reasons must be in the order of state.schema.json']
    : [];
}

function checkArguments(text) {
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    return [`#/args is not JSON: ${error.message}`];
  }
}
