// Who was planned to get a template: by what they are written to when their turn comes.
import { expect, it } from 'vitest'
import { sendOne } from '../../../src/bot/campaign/send.js'
import type { Channel, TemplateWords } from '../../../src/bot/channel.js'
import { STOP_LINE } from '../../../src/flows/campaign/form.js'
import type { Chunk } from '../../../src/store/campaign/chunks.js'
import type { Waiting } from '../../../src/store/campaign/recipients.js'

const NOW = Date.parse('2026-12-01T10:00+07:00')
const DAY = 86_400_000
const CHUNK = { channel: 'zalo', body: { text: `Mời anh chị em.${STOP_LINE}` }, unitName: 'Phường Lê Chân' } as Chunk

async function sent(lastInboundAt: number, offered: boolean, unreachableAt: number | null = null) {
  const by: (string | TemplateWords)[] = []
  const channel = {
    send: async () => [String(by.push('message'))],
    ...(offered && { template: { send: async (_to: string, words: TemplateWords) => String(by.push(words)) } }),
  } as unknown as Channel
  const to = { personId: '1', address: '2', attempts: 0, gone: null, template: true, lastInboundAt, unreachableAt }
  const { outcome } = await sendOne(channel, CHUNK, to as unknown as Waiting, () => NOW)
  return { by, state: outcome.state, reason: outcome.reason }
}

it('by the template, with the beginning of the message and nothing about stopping', async () => {
  const words = { unit: 'Phường Lê Chân', text: 'Mời anh chị em.' }
  expect(await sent(NOW - 30 * DAY, true)).toMatchObject({ by: [words], state: 'sent' })
  expect(await sent(NOW - 3 * DAY, true)).toMatchObject({ by: [words], state: 'sent' })
})

it('by the message itself where they have written meanwhile', async () => {
  expect(await sent(NOW - 1, true)).toMatchObject({ by: ['message'], state: 'sent' })
  expect(await sent(NOW - 1, false)).toMatchObject({ by: ['message'], state: 'sent' })
})

it('by nothing where the template is no longer offered, or they do not want us', async () => {
  expect(await sent(NOW - 30 * DAY, false)).toEqual({ by: [], state: 'skipped', reason: 'windowClosed' })
  expect(await sent(NOW - 3 * DAY, false)).toEqual({ by: [], state: 'skipped', reason: 'zaloQuota' })
  expect(await sent(NOW - 30 * DAY, true, NOW - 1)).toEqual({ by: [], state: 'skipped', reason: 'unreachable' })
})
