/**
 * Who acts: a person on a channel, or through an invitation they made ('invite'); nobody (null) for the command line and for
 * what is done on its own.
 */
export interface Actor {
  personId: string | null
  channel: string
}

export const CONSOLE: Actor = { personId: null, channel: 'console' }
export const SYSTEM: Actor = { personId: null, channel: 'system' }
