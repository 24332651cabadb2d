// What it is to hold personal data; who does is in holders.ts.
import type { PoolClient } from 'pg'
import type { HeldData, SentRecord } from '../flows/always/effects.js'
import type { Actor } from './actor.js'

/** What a holder tells of a person, as far as it knows. Several may give names, phones and lines. */
export type Held = Partial<Omit<HeldData, 'sent' | 'older'>>

/** What went, for the officer who erased; each holder counts its own. */
export interface Erased {
  /** Codes of what is gone, and of what others told too, which stays with their accounts alone. */
  gone: string[]
  shared: string[]
  /** Of the shared ones, those about the erased person: they had put themselves forward. */
  about: string[]
  files: number
  /** Requests that were open. */
  requests: string[]
  /** Messages whose words were still kept. */
  messages: number
  /** Consents, which stay as proof. */
  consents: number
}

export interface Holder {
  tables: string[]
  held?(tx: PoolClient, personId: string): Promise<Held>
  /** What they sent, newest first: at most `limit`, and how many there are in all. */
  sent?(tx: PoolClient, personId: string, limit: number): Promise<{ records: SentRecord[]; total: number }>
  /** Ends the use of what they sent: of one code, or of all. Gives the codes. */
  withdraw?(tx: PoolClient, personId: string, code: string | undefined, now: number, by: Actor): Promise<string[]>
  erase?(tx: PoolClient, personId: string, now: number, by: Actor): Promise<Partial<Erased>>
  /** Whoever has such rows is no stranger who may be forgotten: an SQL condition on person $1. */
  keeps?: string
}

export type Holders = Record<string, Holder>
