// `npm test [-- files and options of vitest]`
import { setUp } from './setup.mjs'

await setUp()
// One storm by its name has its full size.
if (process.argv.includes('vitest.storm.config.ts') && process.argv.slice(2).some((word) => /^[a-z]+$/.test(word)))
  process.env.STORM_FULL = '1'
process.argv.splice(2, 0, 'run')
await import('../node_modules/vitest/vitest.mjs')
