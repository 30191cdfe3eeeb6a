/** Who may import whom: DESIGN.md, "Shape". */
const only = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to });

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
    only(
      'phone-is-pure',
      { path: '^renderer/phone/', pathNot: '\\.test\\.ts$' },
      { pathNot: '^renderer/phone/' },
      'The phone imports nothing of ours and no package.',
    ),
    only(
      'adapters-know-the-phone-only',
      { path: '^renderer/(sip|media|storage|headset|portal)/', pathNot: '\\.test\\.ts$' },
      { path: '^(renderer|main|preload)/', pathNot: ['^renderer/(phone|operator)/', '^renderer/$1/'] },
      'An adapter imports the phone, the model of the operator, and itself.',
    ),
    only(
      'models-know-the-phone-only',
      { path: '^renderer/(operator|contacts)/', pathNot: '\\.test\\.ts$' },
      { path: '^(renderer|main|preload)/', pathNot: ['^renderer/phone/', '^renderer/$1/'] },
      'What is known of operators and of contacts is pure; packages are allowed.',
    ),
    only(
      'host-knows-the-contract',
      { path: '^renderer/host/' },
      { path: '^(renderer|main)/', pathNot: ['^renderer/(phone|host)/'] },
    ),
    only(
      'state-knows-the-phone',
      { path: '^renderer/state/' },
      {
        path: '^renderer/',
        pathNot: ['^renderer/(phone|state|locales|operator|contacts)/', '^renderer/host/host\\.ts$'],
      },
    ),
    only(
      'ui-never-touches-an-adapter',
      { path: '^renderer/ui/' },
      { path: '^renderer/(sip|media|storage|headset|portal|host)/', dependencyTypesNot: ['type-only'] },
    ),
    only('sip-js-in-one-place', { pathNot: '^(renderer/sip|main/exchange|e2e)/' }, { path: 'node_modules/sip\\.js/' }),
    only(
      'main-knows-the-contract',
      { path: '^main/' },
      { path: '^renderer/', pathNot: '^renderer/locales/' },
      'Messages are data; nothing else of the renderer reaches main.',
    ),
    only(
      'exchange-without-electron',
      { path: '^main/exchange/', pathNot: '^main/exchange/process\\.ts$' },
      { path: 'node_modules/electron/' },
    ),
    only(
      'exchange-stands-alone',
      { path: '^main/exchange/' },
      { path: '^(main|preload|renderer)/', pathNot: '^main/exchange/' },
    ),
    only(
      'preload-knows-the-contract',
      { path: '^preload/' },
      { path: '^(main|renderer)/', dependencyTypesNot: ['type-only'] },
    ),
    only('no-tests-in-product', { pathNot: '(\\.test\\.ts$|^e2e/)' }, { path: '(\\.test\\.ts$|^e2e/)' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.svelte.ts', '.js', '.svelte', '.json'] },
  },
};
