// `node scripts/run.mjs talk …`: makes the folder ready, then runs dist/talk.js in this process with the rest as arguments.
import { setUp } from './setup.mjs'

const [name] = process.argv.splice(2, 1)
await setUp({ quiet: true })
await import(`../dist/${name}.js`)
