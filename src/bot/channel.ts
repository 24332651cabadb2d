// The port between the bot and a messaging platform. Two implementations: telegram/ and zalo/.
import type { IncomingHttpHeaders } from 'node:http'
import type { Inbound, Outbound } from '../flows/message.js'

export type ChannelName = 'telegram' | 'zalo'

/** One event of one person, as the inbox keeps it. */
export interface InboundEvent {
  channel: ChannelName
  /** Unique per channel; a redelivery carries the same one. */
  eventId: string
  /** The person's address on the channel (Telegram chat id, Zalo user id), always a string. */
  address: string
  /** When it happened by the platform's clock, epoch ms. */
  at: number
  body: Inbound
  /** Pictures sent in one movement come one by one under one name: they are answered together. */
  album?: string
}

/**
 * Why a message did not go out, from one table per platform.
 * retry: not delivered, try again later. slowDown: the platform says wait `ms`; the whole channel waits.
 * refused: this message will never be taken (our bug or its content). stopped: this person cannot be written to now.
 * misconfigured: token, permission, billing: nobody can be written to until a human acts.
 * unknown: it may or may not have arrived (time-out, dropped connection, 5xx).
 */
export type SendErrorKind = 'retry' | 'slowDown' | 'refused' | 'stopped' | 'misconfigured' | 'unknown'

export class SendError extends Error {
  override name = 'SendError'
  readonly kind: SendErrorKind
  /** For slowDown: how long to wait, ms. */
  readonly ms: number
  /** `detail` is the platform's own code and words; it never holds what was said or to whom. */
  constructor(kind: SendErrorKind, detail: string, ms = 0) {
    super(detail)
    this.kind = kind
    this.ms = ms
  }
}

/** A file fetched from a platform. */
export interface FetchedFile {
  bytes: Buffer
  mime?: string
  name?: string
}

export interface Channel {
  readonly name: ChannelName
  /** Calls a second that the platform takes; Infinity where it knows no limit. */
  readonly perSecond: number
  /**
   * Sends one message and gives the platform's ids of it (several when it had to be split). Throws only SendError.
   * A `photo` that is a content hash is read through the `readFile` the channel was made with, any other is drawn.
   */
  send(address: string, message: Outbound): Promise<string[]>
  /** How many calls a message takes, at least 1. */
  cost(message: Outbound): number
  /** Puts a message in the place of one that was sent (`id`), where the platform can. Throws only SendError. */
  edit?(address: string, id: string, message: Outbound): Promise<void>
  /** Messages that the package still covers, where they are counted; undefined when the platform does not tell. Throws SendError. */
  allowance?(): Promise<number | undefined>
  /** An approved template for whom an ordinary message does not reach, where the operator has one. */
  readonly template?: Template
  /** Downloads a file by the reference that came in an InboundEvent, at most 20 MB. Throws only SendError. */
  fetchFile(ref: string): Promise<FetchedFile>
  /** Undefined when the platform answers and takes our credentials, else the reason in one line. */
  check(): Promise<string | undefined>
  /** A person's first click here: `https://t.me/<bot>`. Undefined when the platform does not answer. */
  link?(): Promise<string | undefined>
  /** Does what the platform wants from time to time, though nobody writes; asked at every sweep. Never rejects. */
  keepAlive?(): Promise<void>
  /** Answers the platform's POST to /webhooks/<name>, where it comes by webhook; before start() nothing is taken. */
  readonly webhook?: Webhook
  /** Begins to receive (long polling or webhook registration). Errors of ours are thrown, later ones are logged. */
  start(receive: Receive): Promise<void>
  /** Stops receiving; resolves when no event is half way in. */
  stop(): Promise<void>
}

/** A text that the platform approved, with a few words of ours in it, and at a price (đồng). */
export interface Template {
  readonly offer: { price: number; daily: number; monthly?: number }
  /** Gives the platform's id of what was sent. Throws only SendError. */
  send(address: string, words: TemplateWords): Promise<string>
}

export interface TemplateWords {
  /** The name of whose members are written to. */
  unit: string
  text: string
}

/** The channels of this installation. */
export type Channels = Partial<Record<ChannelName, Channel>>

/** Takes the body as it came (signatures are over the raw bytes) and gives the HTTP status. */
export type Webhook = (rawBody: Buffer, headers: IncomingHttpHeaders) => Promise<number>

/** Takes events in. Resolves when every event is durable and may be acknowledged to the platform. */
export type Receive = (events: InboundEvent[]) => Promise<void>

/** Who receives before a channel is started: nobody, so the platform keeps its events. */
export const nobodyYet: Receive = () => Promise.reject(new Error('the channel has not been started'))
