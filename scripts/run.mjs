// `node scripts/run.mjs talk …`: makes the folder ready, then runs that tool in this process with the rest as arguments.
import { setUp } from './setup.mjs'

await setUp({ quiet: true })
await import('../dist/tools/main.js')
