import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { startWorld, type World, waitFor } from '../support/world.js'

const w = (await startWorld('postgres')) as World
afterAll(() => w.stop())
afterEach(() => w.sandbox.faults.clear())

const FIRST = /Hôm nay anh\/chị muốn làm gì/
const SECOND = /Anh\/chị có thể nhắn bất cứ lúc nào/

// Shorter than a claim lives: whoever waits for that waits for nothing.
describe.each(['telegram', 'zalo'] as const)('somebody on %s who does not wait for an answer', (platform) => {
  const side = w.sandbox[platform]
  const method = platform === 'telegram' ? 'sendMessage' : 'message/cs'
  const heard = (person: string) =>
    w.sandbox.bubbles.list(platform, person).flatMap((bubble) => (bubble.from === 'bot' ? [bubble.text ?? ''] : []))
  const failed = async (person: string) => {
    const address = platform === 'telegram' ? w.sandbox.telegram.chatId(person) : w.sandbox.people.zaloUserId(person)
    const { rows } = await w.pool.query(
      `SELECT count(*)::int AS n FROM outbox o JOIN contact c ON c.id = o.contact_id WHERE address = $1 AND attempts > 0`,
      [address],
    )
    return rows[0].n > 0
  }

  it('gets both answers, in order, when the first could not be sent at once', async () => {
    w.sandbox.faults.add({ platform, method, status: 500 })
    side.say('p3', '/start')
    await waitFor(() => failed('p3'))
    side.say('p3', '/help')
    await waitFor(() => heard('p3').length === 2)
    expect(heard('p3')).toEqual([expect.stringMatching(FIRST), expect.stringMatching(SECOND)])
  })

  it('gets both in order when the first fails while the second is ready to leave', async () => {
    w.sandbox.faults.add({ platform, method, status: 500, latencyMs: 500 })
    side.say('p4', '/start')
    side.say('p4', '/help')
    await waitFor(() => heard('p4').length === 2)
    expect(heard('p4')).toEqual([expect.stringMatching(FIRST), expect.stringMatching(SECOND)])
  })
})
