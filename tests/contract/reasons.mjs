// Turns a validator's errors into reasons a person can read: "#/severity must be "emergency"".

/** A JSON pointer as URI fragment, so that the whole message has a name too: "#". */
export function pointer(path) {
  return `#${path}`;
}

/** The reasons behind ajv's errors, one for each place in the message and rule. */
export function reasonsFrom(errors) {
  const told = withoutEchoes(errors);
  const places = [...new Set(told.map((error) => error.instancePath))];
  const reasons = places.flatMap((place) => {
    const here = told.filter((error) => error.instancePath === place);
    const texts = here.some(isAlternative) ? [alternatives(here)] : here.map(describe);
    return texts.map((text) => `${pointer(place)} ${text}`);
  });
  return [...new Set(reasons)];
}

function isAlternative(error) {
  return error.keyword === 'anyOf' || error.keyword === 'oneOf';
}

// "if" only repeats what its branch says, and what an item of a list lacks to be the one sought is no fault of its own.
function withoutEchoes(errors) {
  const searches = errors.filter((error) => error.keyword === 'contains');
  return errors.filter((error) =>
    error.keyword !== 'if'
    && !searches.some((search) => error.schemaPath.startsWith(`${search.schemaPath}/`)));
}

function alternatives(errors) {
  const details = errors.filter((error) => !isAlternative(error));
  if (details.length === 0) {
    return errors[0].message;
  }

  const values = details.flatMap(allowedValues);
  const others = details.filter((error) => allowedValues(error).length === 0).map(describe);
  return [...(values.length > 0 ? [oneOf(values)] : []), ...new Set(others)].join(' or ');
}

function allowedValues(error) {
  switch (error.keyword) {
    case 'const': return [error.params.allowedValue];
    case 'enum': return error.params.allowedValues;
    default: return [];
  }
}

function oneOf(values) {
  const texts = [...new Set(values.map((value) => JSON.stringify(value)))];
  return texts.length === 1 ? `must be ${texts[0]}` : `must be one of ${texts.join(', ')}`;
}

function describe(error) {
  switch (error.keyword) {
    case 'const':
    case 'enum': return oneOf(allowedValues(error));
    case 'required': return `must have "${error.params.missingProperty}"`;
    case 'contains': return `must contain ${JSON.stringify(error.schema.const)}`;
    case 'not': return `must not be ${JSON.stringify(error.schema.const)} here`;
    case 'false schema': return 'must not be there';
    default: return error.message;
  }
}
