// Every command of `npm run admin`, by capability. A new capability is one file and one line.
import type { AdminCommands } from './command.js'
import * as drafts from './drafts.js'
import * as failed from './failed.js'
import * as nominations from './nominations.js'
import * as requests from './requests.js'
import * as rights from './rights.js'

export const COMMANDS: AdminCommands = {
  ...nominations.commands,
  ...requests.commands,
  ...rights.commands,
  ...failed.commands,
  ...drafts.commands,
}
