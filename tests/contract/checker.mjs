// Holds one message, as bytes, against everything the contract says about it.

import { createAjv, idOf, messageKinds } from './schemas.mjs';
import { reasonsFrom } from './reasons.mjs';
import { checkMeaning, checkMembersOnce, checkSize } from './rules.mjs';

const topicLevels = ['prefecture', 'county', 'sector', 'cabinetId'];
const kindsWithCabinetId = ['about', 'state', 'event', 'telemetry'];

export class MessageChecker {
  #ajv = createAjv();
  #utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

  /** The reasons to refuse a message; none when it keeps the contract. */
  check(kind, bytes) {
    return this.#read(kind, bytes).reasons;
  }

  /** The reasons to refuse a message on its full topic; none when both keep the contract. */
  checkOnTopic(topic, bytes) {
    const levels = topic.split('/');
    if (levels.length !== 7 || levels[0] !== 'aed' || levels[1] !== 'v1') {
      return ['topic must be aed/v1/{prefecture}/{county}/{sector}/{cabinet}/{message}'];
    }

    const [, , prefecture, county, , cabinet, kind] = levels;
    const reasons = this.#checkLevels(levels.slice(2, 6));
    if (!county.startsWith(prefecture)) {
      reasons.push(`topic: county ${county} does not begin with prefecture ${prefecture}`);
    }

    const { message, reasons: ofMessage } = this.#read(kind, bytes);
    if (ofMessage.length === 0 && kindsWithCabinetId.includes(kind) && message.id !== cabinet) {
      ofMessage.push(`#/id must be the topic's cabinet "${cabinet}"`);
    }

    return [...reasons, ...ofMessage];
  }

  #checkLevels(levels) {
    return levels.flatMap((level, i) => {
      const validate = this.#ajv.getSchema(`${idOf('common.schema.json')}#/$defs/${topicLevels[i]}`);
      return validate(level) ? [] : [`topic: "${level}" is no ${topicLevels[i]}`];
    });
  }

  #read(kind, bytes) {
    if (!messageKinds.includes(kind)) {
      return { reasons: [`"${kind}" is no message of the contract`] };
    }

    const reasons = checkSize(kind, bytes.length);
    let text;
    try {
      text = this.#utf8.decode(bytes);
    } catch {
      return { reasons: [...reasons, '# is not UTF-8'] };
    }

    let message;
    try {
      message = JSON.parse(text);
    } catch (error) {
      return { reasons: [...reasons, `# is not JSON: ${error.message}`] };
    }

    reasons.push(...checkMembersOnce(text));
    const validate = this.#ajv.getSchema(idOf(`${kind}.schema.json`));
    reasons.push(...(validate(message) ? checkMeaning(kind, message) : reasonsFrom(validate.errors)));
    return { message, reasons };
  }
}
