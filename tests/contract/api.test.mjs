import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const api = here('../../simulator/Api/openapi.v1.json');

test('The API’s document has no fault that its lint finds', () => {
  const run = spawnSync(process.execPath,
    [here('node_modules/@redocly/cli/bin/cli.js'), 'lint', api, '--config', here('redocly.yaml'), '--format', 'stylish'],
    { encoding: 'utf8', env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', CI: 'true' } });
  assert.equal(run.status, 0, run.stdout + run.stderr);
});

test('An answer that the document does not know is told', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aed-api-'));
  try {
    const traffic = join(folder, 'traffic.jsonl');
    const problem = { type: '/v1/problems/not-found', title: 'x', status: 404, detail: 'x', instance: '/v1/x', errors: [] };
    const lines = [
      { method: 'GET', path: '/v1/x', status: 404, type: 'application/problem+json', body: problem },
      { method: 'GET', path: '/v1/x', status: 200, type: 'application/json', body: {} },
      { method: 'GET', path: '/v1/cabinets', status: 200, type: 'application/json', body: { items: 7, next: null } },
      { method: 'GET', path: '/v1/cabinets', status: 418, type: null, body: null },
    ];
    writeFileSync(traffic, lines.map((line) => JSON.stringify(line)).join('\n'));
    const run = spawnSync(process.execPath, [here('api.mjs'), api, traffic], { encoding: 'utf8' });
    assert.equal(run.status, 1);
    assert.equal(run.stdout.trim().split('\n').length, 3, run.stdout);
    assert.match(run.stdout, /\/items must be array/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
