import type { ParseArgsConfig } from 'node:util'
import type { Config } from '../../config/config.js'
import type { Database } from '../../store/database.js'

/** What an officer can ask for at the terminal: one of `npm run admin -- …`. */
export interface AdminCommand {
  /** How it is written, the command's own name first: `reply SỐ "lời nhắn"`. */
  usage: string
  /** What it does, in officers' words, for the list of commands. */
  does: string
  /** Its options, as node:util's parseArgs takes them. */
  options?: NonNullable<ParseArgsConfig['options']>
  /** Does it and gives the lines to print. Throws Refusal for what the officer can mend. */
  run(given: Given, context: AdminContext): Promise<string[]>
}

export interface Given {
  /** What stood after the command's name. */
  words: string[]
  options: { [name: string]: string | boolean | undefined }
}

export interface AdminContext {
  prisma: Database['prisma']
  pool: Database['pool']
  config: Config
  /** Epoch ms, by the sandbox's clock where there is one. */
  now: number
}

/** The commands of one capability, by name. */
export type AdminCommands = Record<string, AdminCommand>

/** What a person at the terminal can mend; the message says how, in their language. */
export class Refusal extends Error {}
