// Holds what went over the wire against the API's OpenAPI document.
//
//   node api.mjs DOCUMENT TRAFFIC
//
// TRAFFIC has a line of JSON for each answer: {"method","path","status","type","body"}. What the document does not say is told, a line
// each, and makes the exit code 1.

import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const [documentFile, trafficFile] = process.argv.slice(2);
if (!trafficFile) {
  console.error('usage: node api.mjs DOCUMENT TRAFFIC');
  process.exit(2);
}

const document = JSON.parse(readFileSync(documentFile, 'utf8'));
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
for (const format of ['int32', 'int64', 'double', 'float']) {
  ajv.addFormat(format, true);
}

ajv.addSchema({ $id: 'api', ...document });

const pointer = (...parts) => parts.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
const routes = Object.keys(document.paths).map((path) => ({
  path,
  form: new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`),
  fixed: path.replace(/\{[^}]+\}/g, '').length,
})).sort((one, other) => other.fixed - one.fixed);

const faults = [];
for (const line of readFileSync(trafficFile, 'utf8').split('\n').filter((text) => text !== '')) {
  const answer = JSON.parse(line);
  const fault = check(answer);
  if (fault) {
    faults.push(`${answer.method} ${answer.path} ${answer.status}: ${fault}`);
  }
}

console.log([...new Set(faults)].join('\n'));
process.exitCode = faults.length === 0 ? 0 : 1;

function check({ method, path, status, type, body }) {
  const route = routes.find((one) => one.form.test(path));
  const operation = route && document.paths[route.path][method.toLowerCase()];
  if (!operation) {
    // An address or a method that there is none of is a problem like any other.
    return status === 404 || status === 405 ? validate('#/components/schemas/Problem', body) : 'the document knows no such route';
  }

  const response = operation.responses[status];
  if (!response) {
    return 'the document knows no such status here';
  }

  if (!response.content) {
    return body === null ? null : 'the document knows no body here';
  }

  if (!response.content[type]) {
    return `the document knows no ${type} here`;
  }

  // What is no JSON has a media type and no more.
  if (!type.endsWith('json')) {
    return null;
  }

  return validate(`#${pointer('paths', route.path, method.toLowerCase(), 'responses', String(status), 'content', type, 'schema')}`, body);
}

function validate(reference, body) {
  const schema = ajv.getSchema(`api${reference}`);
  return schema(body) ? null : ajv.errorsText(schema.errors);
}
