import { afterAll, expect, it } from 'vitest'
import type { PlatformName } from '../../src/sandbox/bubbles.js'
import { startProxy } from '../support/proxy.js'
import { startWorld, type World, waitFor } from '../support/world.js'

const w = (await startWorld('postgres')) as World
const proxy = await startProxy(w.databaseUrl)
afterAll(async () => {
  await w.stop()
  await proxy.stop()
})

const { sandbox } = w

const heard = (platform: PlatformName, person: string) =>
  sandbox.bubbles.list(platform, person).flatMap((b) => (b.from === 'bot' ? [b.text ?? ''] : []))

/** Messages on Zalo that came twice. */
async function doubles(): Promise<number> {
  const { rows } = await w.pool.query(
    `SELECT count(*)::int AS sent FROM outbox o JOIN contact c ON c.id = o.contact_id
     WHERE o.state = 'sent' AND c.channel = 'zalo'`,
  )
  return sandbox.zalo.counters().sent - rows[0].sent
}

it('PostgreSQL goes and comes back while people talk: the process lives, everybody is answered', async () => {
  w.config.database = { mode: 'url', url: proxy.url }
  await w.restart()
  const people = (['telegram', 'zalo'] as const).flatMap((platform) =>
    Array.from({ length: 8 }, (_, n) => ({ platform, person: sandbox.people.add(`Người ${platform} ${n}`).id })),
  )
  const story = [
    ['bắt đầu', 'muốn làm gì'],
    ['giới thiệu người tốt', 'kiểm soát dữ liệu'],
    ['đồng ý', 'muốn kể về một người'],
    ['Một người', 'tên là gì'],
    ['Nguyễn Văn Bách', 'phường, xã'],
  ] as const
  for (const [said, answer] of story) {
    for (const { platform, person } of people) sandbox[platform].say(person, said)
    // In the middle of their turns.
    await waitFor(() => people.some(({ platform, person }) => heard(platform, person).at(-1)?.includes(answer)))
    const { knocks } = await proxy.cutAtTheDoor()
    await waitFor(() => knocks() > 0)
    await proxy.mend()
    await waitFor(() => people.every(({ platform, person }) => heard(platform, person).at(-1)?.includes(answer)))
  }
  await w.settle()
  const { rows } = await w.pool.query(
    `SELECT count(*)::int AS people, count(*) FILTER (WHERE state->'drafts'->0->'answers'->>'name' = 'Nguyễn Văn Bách')::int AS told
     FROM session`,
  )
  expect(rows).toEqual([{ people: people.length, told: people.length }])
  const left = await w.pool.query(`SELECT state FROM inbox WHERE state <> 'handled'`)
  expect(left.rows).toEqual([])
  expect(await doubles()).toBe(0)
})

it('a stop ends soon while people go on writing, and repeats nothing', async () => {
  const people = Array.from({ length: 40 }, (_, n) => sandbox.people.add(`Người ${n}`).id)
  for (const person of people) sandbox.zalo.follow(person)
  await w.settle()
  const answers = () => people.reduce((sum, person) => sum + heard('zalo', person).length, 0)
  const before = { answers: answers(), doubles: await doubles() }
  sandbox.faults.add({ platform: 'zalo', method: 'message/cs', latencyMs: 150, times: -1 })
  let going = true
  const crowd = people.map(async (person) => {
    while (going) {
      const known = heard('zalo', person).length
      sandbox.zalo.say(person, 'trợ giúp')
      await waitFor(() => heard('zalo', person).length > known || !going)
    }
  })
  await waitFor(() => answers() > before.answers + people.length)
  await w.app.stop()
  going = false
  await Promise.all(crowd)
  sandbox.faults.clear()
  await w.restart()
  await w.settle()
  expect(await doubles()).toBe(before.doubles)
})
