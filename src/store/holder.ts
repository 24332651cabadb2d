// What it is to hold personal data; who does is in holders.ts.
import type { PoolClient } from 'pg'
import type { HeldData, SentForm, SentRecord } from '../flows/effects/always.js'
import type { Draft } from '../flows/session.js'
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

/** A column that names a person: 'table.column'. */
export type PersonColumn = `${string}.${string}`

/** Two accounts become one person: `joined` goes on as `kept`. */
export interface Pair {
  /** The number of their link. */
  link: string
  kept: string
  joined: string
}

export interface Holder {
  tables: string[]
  /** The consent without which what they sent may not be used. */
  purpose?: string
  /**
   * Columns that name a person and follow them when two accounts are joined, and go back when they part. Where both have
   * the row (both belong to one unit) that of `joined` stays where it is.
   */
  follows?: PersonColumn[]
  /** Columns that name a person as history does, and stay as they are. */
  stays?: PersonColumn[]
  /** What is to be settled before the rows follow: of two choices the newer one holds. */
  join?(tx: PoolClient, pair: Pair, now: number): Promise<void>
  /**
   * What is to be settled when they part again, after the rows have gone back: what came by one account into a draft begun
   * by the other stays with the draft. `drafts`: each person's. `undoneAt`: epoch ms, where the link is undone so soon that
   * what one did to the other's is taken back.
   */
  part?(tx: PoolClient, pair: Pair, drafts: Record<string, Draft[]>, undoneAt: number | undefined): Promise<void>
  /** `whole`: for a copy of all that is held; else as much as one message tells. */
  held?(tx: PoolClient, personId: string, whole: boolean): Promise<Held>
  /** What they sent, newest first: at most `limit`, and how many there are in all. */
  sent?(tx: PoolClient, personId: string, limit: number): Promise<{ records: SentRecord[]; total: number }>
  /** Ends the use of what they sent: of one code, or of all. Gives the codes. */
  withdraw?(tx: PoolClient, personId: string, code: string | undefined, now: number, by: Actor): Promise<string[]>
  /** The forms they sent that are in use, newest first; `of` is the number alone. */
  forms?(tx: PoolClient, personId: string): Promise<SentForm[]>
  /** Writes the answers of one anew, and what is drawn from them. */
  amend?(tx: PoolClient, of: string, answers: Record<string, unknown>): Promise<void>
  erase?(tx: PoolClient, personId: string, now: number, by: Actor): Promise<Partial<Erased>>
  /** Whoever has such rows is no stranger who may be forgotten: an SQL condition on person $1. */
  keeps?: string
}

export type Holders = Record<string, Holder>
