import { afterAll, describe, expect, it } from 'vitest'
import { flows } from '../../src/flows/index.js'
import { currentQuestion } from '../../src/flows/interview/form.js'
import { activeDraft, openSession } from '../../src/flows/session.js'
import type { PlatformName } from '../../src/sandbox/bubbles.js'
import { openState } from '../../src/store/sealed/session.js'
import { REPLIES } from '../flows/play.js'
import { startWorld, type World } from '../support/world.js'

const w = (await startWorld('postgres')) as World
afterAll(() => w.stop())

const NONSENSE = [
  '😀😀😀',
  '👨‍👩‍👧‍👦'.repeat(100),
  'مرحبا بالعالم كيف حالك',
  '\u200B\u200D\uFEFF',
  '\uE000\uE001',
  'ế'.normalize('NFD').repeat(600),
  `Z${'\u0323\u0302\u0489'.repeat(300)}`,
  '<b>&"\'</b><a href="x">',
  "'; DROP TABLE person; --",
  '\\u0000 %s {{y}}',
  '__proto__',
  'a'.repeat(10_000),
  '#c.withdraw',
  '#p.erase.yes',
  '#q.00000000.kind.self',
  '#q.00000000.__proto__.constructor',
  '#',
  '99',
  '/xyz',
]

async function keyOf(platform: PlatformName, person: string): Promise<string | undefined> {
  const address =
    platform === 'telegram' ? String(w.sandbox.telegram.chatId(person)) : w.sandbox.people.zaloUserId(person)
  const { rows } = await w.pool.query(
    'SELECT s.person_id, s.state FROM session s JOIN contact c ON c.person_id = s.person_id WHERE c.address = $1',
    [address],
  )
  const draft = activeDraft(openSession(openState(w.pool, rows[0].person_id, rows[0].state)))
  return draft && (currentQuestion(flows.all[draft.flow]!.form!, draft.answers)?.key ?? 'summary')
}

describe.each(['telegram', 'zalo'] as const)('nonsense at every question, by %s', (platform) => {
  it.each([
    ['one person', 'Một người'],
    ['a community', 'Cả khu phố, trường, cơ quan'],
  ])(
    'of the form for %s is answered, breaks nothing, and the story gets told',
    { timeout: 120_000 },
    async (_, kind) => {
      const person = w.sandbox.people.add('Lạ').id
      const citizen = w.citizen(platform, person)
      for (const said of ['bắt đầu', 'giới thiệu người tốt', ...NONSENSE, 'đồng ý'])
        w.sandbox[platform].say(person, said)
      await w.settle()
      const asked = new Set<string>()
      for (let n = 0; n < 60; n++) {
        const key = await keyOf(platform, person)
        expect(key).toBeDefined()
        if (!asked.has(key!)) for (const said of NONSENSE) w.sandbox[platform].say(person, said)
        asked.add(key!)
        await w.settle()
        // Nobody types that fast: whoever does is slowed.
        await w.sandbox.clock.advance(60_000)
        if (key === 'summary') break
        const now = await keyOf(platform, person)
        const said = { ...REPLIES, kind: [kind], covered: ['0'] }[now!] ?? []
        // Nonsense that counts as a story is one: what follows ends it.
        for (const line of now === 'story' || now === 'life' ? [...said, 'xong'] : said) await citizen.says(line)
      }
      expect(await citizen.says('gửi đi')).toMatch(/NT-\d{4}-\d{6}/)
      const { rows } = await w.pool.query(
        `SELECT (SELECT count(*)::int FROM inbox WHERE state <> 'handled') AS inbox,
        (SELECT count(*)::int FROM outbox WHERE state <> 'sent') AS outbox`,
      )
      expect(rows[0]).toEqual({ inbox: 0, outbox: 0 })
      expect(asked.size).toBeGreaterThan(9)
    },
  )
})
