// `npm run talk -- nominate`: the conversation in the terminal, with no platform and no database.
import { talk } from './tools/talk/talk.js'

await talk(process.argv.slice(2))
