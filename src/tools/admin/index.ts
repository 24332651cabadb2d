// Every command of `npm run admin`, by capability. A new capability is one file and one line.
import * as audit from './audit.js'
import * as calendar from './calendar.js'
import * as campaign from './campaign.js'
import type { AdminCommands } from './command.js'
import * as correct from './correct.js'
import * as drafts from './drafts.js'
import * as failed from './failed.js'
import * as keeping from './keeping.js'
import * as keys from './keys.js'
import * as member from './member.js'
import * as nominate from './nominate.js'
import * as requests from './requests.js'
import * as review from './review.js'
import * as rights from './rights.js'
import * as roles from './roles.js'
import * as support from './support.js'
import * as units from './units.js'

export const COMMANDS: AdminCommands = {
  ...nominate.commands,
  ...requests.commands,
  ...rights.commands,
  ...keeping.commands,
  ...keys.commands,
  ...correct.commands,
  ...failed.commands,
  ...drafts.commands,
  ...units.commands,
  ...roles.commands,
  ...support.commands,
  ...audit.commands,
  ...calendar.commands,
  ...campaign.commands,
  ...member.commands,
  ...review.commands,
}
