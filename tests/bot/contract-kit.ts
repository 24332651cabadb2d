import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { type Channel, type InboundEvent, SendError, type SendErrorKind } from '../../src/bot/channel.js'
import type { Outbound } from '../../src/flows/message.js'
import type { Sandbox } from '../../src/sandbox/server.js'
import { type createReceiver, until } from './support.js'

type Fault = Parameters<Sandbox['faults']['add']>[0]
type Bubble = ReturnType<Sandbox['bubbles']['list']>[number]

/** What differs between the platforms. Persons are sandbox ids. */
export interface Subject {
  name: 'telegram' | 'zalo'
  sandbox: Sandbox
  channel: Channel
  receiver: ReturnType<typeof createReceiver>
  /** Stored pictures by hash, as `readFile` finds them. */
  pictures: Map<string, Buffer>
  logged: () => string
  address(person: string): string
  /** The person opens the chat. */
  arrive(person: string): void
  leave(person: string): void
  say(person: string, text: string): void
  tap(person: string, bubble: string, index: number): void
  sendPhoto(person: string, bytes: Buffer, caption: string): void
  textLimit: number
  mostButtons: number
  /** How the platform shows `A & <b>"c"</b> 'd'` when "B" is bold in it. */
  escaped: Partial<Bubble>
  /** Which call of the platform sends a text, and what goes wrong with it. */
  sendMethod: string
  uploadMethod: string
  refusals: { why: string; fault: Omit<Fault, 'platform' | 'method'>; kind: SendErrorKind; ms?: number }[]
  /** A channel whose platform cannot be reached at all. */
  unreachable(): Promise<Channel>
}

export type Kit = ReturnType<typeof createKit>

/** What the contract's tests are written in; `subject` is open by the time it is asked for. */
export function createKit(subject: () => Subject) {
  return {
    get subject() {
      return subject()
    },
    send: (person: string, message: Outbound) => subject().channel.send(subject().address(person), message),
    /** What the bot has said to a person. */
    bubbles(person: string): Bubble[] {
      const { sandbox, name } = subject()
      return sandbox.bubbles.list(name, person).filter(({ from }) => from === 'bot')
    },
    fault(given: Omit<Fault, 'platform'>) {
      subject().sandbox.faults.add({ platform: subject().name, ...given })
    },
    /** Resolves with `count` events of a kind from a person. */
    heard(person: string, kind: InboundEvent['body']['kind'], count = 1): Promise<InboundEvent[]> {
      const { receiver, address } = subject()
      return until(() => {
        const found = receiver.of(address(person)).filter(({ body }) => body.kind === kind)
        return found.length >= count && found
      })
    },
    /** Somebody new, so that no test sees another one's messages. */
    async person(): Promise<string> {
      const { sandbox, receiver, arrive, address } = subject()
      const { id } = sandbox.people.add(`Người ${randomUUID()}`)
      arrive(id)
      await until(() => receiver.of(address(id)).length > 0)
      return id
    },
    async failure(sending: Promise<unknown>): Promise<SendError> {
      const error = await sending.then(
        () => undefined,
        (thrown) => thrown,
      )
      expect(error).toBeInstanceOf(SendError)
      return error
    },
  }
}
