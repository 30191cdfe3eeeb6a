import { expect, it } from 'vitest';
import { answered, sorted } from './audit.mjs';

const advisory = (severity: string, id = 'GHSA-0000-0000-0000') => ({
  source: 1,
  title: 'a fault',
  url: `https://github.com/advisories/${id}`,
  severity,
});
const finding = (name: string, via: (string | ReturnType<typeof advisory>)[]) => ({
  name,
  severity: 'low',
  via,
  nodes: [`node_modules/${name}`],
});

it('a known fault counts whatever its weight in what is shipped, and in tools when it is grave', () => {
  const findings = {
    ws: finding('ws', [advisory('low')]),
    vite: finding('vite', [advisory('moderate')]),
    eslint: finding('eslint', [advisory('high')]),
    // Only by way of another, which has its own line.
    vitest: finding('vitest', ['vite']),
  };
  const { faults, told } = sorted(findings, ['node_modules/ws']);
  expect(faults).toEqual([expect.stringContaining('ws: a fault'), expect.stringContaining('eslint: a fault')]);
  expect(told).toEqual([expect.stringContaining('vite: a fault')]);
});

it('one that is answered is told with the reason', () => {
  const [id = ''] = Object.keys(answered);
  const result = sorted({ ws: finding('ws', [advisory('high', id)]) }, ['node_modules/ws']);
  expect(result.faults).toEqual([]);
  expect(result.answered).toEqual([expect.stringContaining(answered[id] ?? '')]);
});
