import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { boxOf } from '../../src/store/sealed.js'
import { BACKENDS, startWorld, type World } from '../support/world.js'
import { tellIndividual } from './stories.js'

const started = await Promise.all(BACKENDS.map(async (name) => ({ name, world: await startWorld(name) })))
afterAll(() => Promise.all(started.map(({ world }) => world?.stop())))

for (const { name, world } of started) {
  describe.skipIf(!world).each(['telegram', 'zalo'] as const)(
    `a whole nomination, queue on ${name}, by %s`,
    (platform) => {
      let w: World
      beforeAll(() => {
        w = world!
      })

      it('is a complete row, with its photo, its consent and its code', async () => {
        const lan = w.citizen(platform, platform === 'zalo' ? 'p1' : 'p2')
        const code = await tellIndividual(w, lan, platform)
        const { rows } = await w.pool.query(
          `SELECT n.*, r.answers, r.draft_id, r.phone, r.name, r.joined FROM nomination n JOIN nominator r ON r.nomination_id = n.id WHERE code = $1`,
          [code],
        )
        expect(rows[0]).toMatchObject({
          kind: 'individual',
          nominee_name: platform === 'zalo' ? 'Nguyễn Thị Hoa' : 'Trần Văn Bình',
          state: 'received',
          joined: false,
        })
        expect(boxOf(w.pool, 'nominator', rows[0].draft_id).open('phone', rows[0].phone)).toBe('+84912345678')
        expect(rows[0].phone).not.toContain('912345678')
        expect(rows[0].answers.story).toContain('bát cháo nóng')
        const files = await w.pool.query(`SELECT state, mime, sha256 FROM file WHERE nominator_id IS NOT NULL`)
        expect(files.rows.every((f) => f.state === 'stored' && f.mime === 'image/jpeg')).toBe(true)
        const consent = await w.pool.query('SELECT purpose, version, reply FROM consent')
        expect(consent.rows[0]).toMatchObject({ purpose: 'nominate', reply: 'Tôi đồng ý' })
        const records = await lan.says('hồ sơ của tôi')
        expect(records).toContain(code)
      })

      it('leaves nothing unhandled or unsent behind', async () => {
        const { rows } = await w.pool.query(
          `SELECT (SELECT count(*) FROM inbox WHERE state <> 'handled') AS inbox,
          (SELECT count(*) FROM outbox WHERE state <> 'sent') AS outbox`,
        )
        expect(rows[0]).toEqual({ inbox: '0', outbox: '0' })
      })
    },
  )
}
