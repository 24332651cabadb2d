// The ten people of tests/support/ten-people.ts on the phones of both platforms: the same words lead to the same record.
import { afterAll, describe, expect, it } from 'vitest'
import { TELLERS } from '../support/ten-people.js'
import { startWorld, type World } from '../support/world.js'

const w = (await startWorld('postgres')) as World
afterAll(() => w.stop())

describe.each(['telegram', 'zalo'] as const)('on %s', (platform) => {
  it.each(TELLERS)('$who', { timeout: 90_000 }, async ({ who, lines, record }) => {
    const person = w.sandbox.people.add(`${who} ${platform}`).id
    const citizen = w.citizen(platform, person)
    if (platform === 'telegram') w.sandbox.telegram.start(person)
    else w.sandbox.zalo.follow(person)
    await w.settle()
    const codes: string[] = []
    for (const line of lines) {
      if (typeof line === 'number') {
        w.sandbox.clock.advance(line)
        await w.settle()
        continue
      }
      const buttons = citizen.bubbles().at(-1)?.buttons ?? []
      const heard = buttons.some(({ label }) => label === line) ? await citizen.presses(line) : await citizen.says(line)
      codes.push(...(heard.match(/NT-\d{4}-\d{6}/) ?? []))
    }
    expect(codes.length, citizen.reads()).toBeGreaterThan(0)
    const { rows } = await w.pool.query(
      'SELECT r.answers FROM nomination n JOIN nominator r ON r.nomination_id = n.id WHERE n.code = $1 ORDER BY r.id DESC LIMIT 1',
      [codes.at(-1)],
    )
    const { byPhone: _sealed, ...open } = record
    expect(rows[0].answers).toMatchObject(open)
  })
})
