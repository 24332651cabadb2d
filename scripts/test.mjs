// `npm test [-- files and options of vitest]`
import { setUp } from './setup.mjs'

await setUp()
process.argv.splice(2, 0, 'run')
await import('../node_modules/vitest/vitest.mjs')
