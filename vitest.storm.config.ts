import { defineConfig } from 'vitest/config'

// `npm run storm -- broadcast`: one storm alone has the machine to itself, and may take its full size.
const named = process.argv
  .slice(2)
  .filter((word, n, all) => /^\w/.test(word) && word !== 'run' && !['--config', '-t'].includes(all[n - 1] ?? ''))

// These take their time: each runs when it is named.
const LONG = ['broadcast', 'year', 'review', 'support', 'support-race']

export default defineConfig({
  test: {
    include: ['tests/storm/**/*.test.ts'],
    exclude: named.length > 0 ? [] : LONG.map((name) => `tests/storm/${name}.test.ts`),
    globalSetup: ['tests/support/global-setup.ts'],
    env: named.length === 1 ? { STORM_ALONE: named[0] } : {},
    testTimeout: 900_000,
    hookTimeout: 60_000,
    // A storm is mostly one process that starts: two of them fill two cores.
    maxWorkers: 2,
  },
})
