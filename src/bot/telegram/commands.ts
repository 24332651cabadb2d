import { flows } from '../../flows/index.js'

/** The command menu: every door that is listed, in its place. What each one does is the conversation's business. */
export const COMMANDS = flows.doors
  .flatMap(({ slashes: [command] = [], listed }) => (command && listed ? [{ command, listed }] : []))
  .sort((a, b) => a.listed.place - b.listed.place)
  .map(({ command, listed }) => ({ command, description: listed.words }))
