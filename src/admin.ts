// `npm run admin -- nominations`: what officers look up and close, from the terminal.
import { admin } from './tools/admin/index.js'

process.exitCode = await admin(process.argv.slice(2))
