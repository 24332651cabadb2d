// npm run bench -- broadcast | inbound | rate | review | start | support | tests | webhook. Each prints tables and ratios; none asserts a time.
// `--beside COMMIT` measures that earlier build too, in the same rounds (inbound, start, tests, webhook).
import { parseArgs } from 'node:util'

const BENCHES: Record<string, () => Promise<(beside?: string) => Promise<void>>> = {
  broadcast: async () => (await import('./broadcast.js')).broadcast,
  inbound: async () => (await import('./inbound.js')).inbound,
  rate: async () => (await import('./rate.js')).rate,
  review: async () => (await import('./review.js')).review,
  start: async () => (await import('./start.js')).start,
  support: async () => (await import('./help.js')).help,
  tests: async () => (await import('./tests.js')).tests,
  webhook: async () => (await import('./webhook.js')).webhook,
}

const { positionals: wanted, values } = parseArgs({ allowPositionals: true, options: { beside: { type: 'string' } } })
const unknown = wanted.filter((name) => !(name in BENCHES))
if (wanted.length === 0 || unknown.length > 0) {
  console.error(`usage: npm run bench -- ${Object.keys(BENCHES).join(' | ')} [--beside COMMIT]`)
  process.exit(1)
}
for (const name of wanted) await (await BENCHES[name]!())(values.beside)
