// Writes a message as a cabinet writes it: members in the order of the schema's properties, no spaces, nothing escaped
// that JSON lets stand, latitude and longitude with six decimals.

import { readSchema } from './schemas.mjs';

const sixDecimals = ['lat', 'lon'];

/** The text a cabinet would send for this message. */
export function canonicalText(kind, message) {
  const file = `${kind}.schema.json`;
  return write(message, { file, schema: readSchema(file) });
}

/** The paths of every member a schema knows, such as "site/name". */
export function knownMembers(kind) {
  const file = `${kind}.schema.json`;
  return membersOf({ file, schema: readSchema(file) }, '');
}

function membersOf(place, path) {
  return Object.keys(place.schema.properties ?? {}).flatMap((name) =>
    [path + name, ...membersOf(memberOf(place, name), `${path}${name}/`)]);
}

function memberOf({ file, schema }, name) {
  return resolve({ file, schema: schema.properties[name] });
}

function resolve(place) {
  const reference = place.schema.$ref;
  if (reference === undefined) {
    return place;
  }

  const [target, path] = reference.split('#');
  const file = target || place.file;
  const schema = path.split('/').slice(1).reduce((part, name) => part[name], readSchema(file));
  return resolve({ file, schema });
}

function write(value, place, name) {
  if (sixDecimals.includes(name)) {
    return value.toFixed(6);
  }

  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return JSON.stringify(value);
  }

  const members = Object.keys(place.schema.properties ?? {}).filter((member) => member in value)
    .map((member) => `${JSON.stringify(member)}:${write(value[member], memberOf(place, member), member)}`);
  return `{${members.join(',')}}`;
}
