import { afterAll, beforeAll, expect, it } from 'vitest'
import { CONSOLE } from '../../src/store/audit.js'
import { transaction } from '../../src/store/database.js'
import { mergeUnits } from '../../src/store/unit/changes.js'
import { importUnits } from '../../src/store/unit/import.js'
import { startWorld, type World } from '../support/world.js'

let w: World
beforeAll(async () => {
  w = (await startWorld('postgres'))!
})
afterAll(() => w.stop())

it('a unit that was imported while the assistant ran is offered at the next word, and what became of it too', async () => {
  const lan = w.citizen('telegram', 'p2')
  w.sandbox.telegram.start('p2')
  await w.settle()
  for (const label of ['Giới thiệu người tốt', 'Tôi đồng ý', 'Một người']) await lan.presses(label)
  await lan.says('Trần Văn Bình')
  expect(await lan.says('cty ví dụ sao mai')).toContain('chưa tìm thấy')

  const sao = { line: 2, code: 'VD-1', name: 'Công ty TNHH Sao Mai', kind: 'enterprise', parent: 'KCN-02' }
  const hom = { line: 3, code: 'VD-2', name: 'Công ty TNHH Sao Hôm', kind: 'enterprise', parent: 'KCN-01' }
  await transaction(w.pool, (tx) => importUnits(tx, [sao, hom], { by: CONSOLE, now: w.sandbox.clock.now() }))
  expect(await lan.says('cty sao mai')).toContain('Chuyện ấy ra sao')
  await lan.presses('Quay lại')
  expect(await lan.says('em làm ở sao mai tràng duệ')).toContain('Có phải là Công ty TNHH Sao Mai (KCN Tràng Duệ)')

  await transaction(w.pool, (tx) => mergeUnits(tx, 'VD-1', 'VD-2', w.sandbox.clock.now()))
  // The unit that was offered is gone: the yes takes nothing, and the old name finds what took it over.
  expect(await lan.presses('Đúng rồi')).not.toContain('Chuyện ấy ra sao')
  expect(await lan.says('cty sao mai')).toContain(
    'Có phải là Công ty TNHH Sao Hôm (nay gồm Công ty TNHH Sao Mai, KCN VSIP Hải Phòng)',
  )
  expect(await lan.presses('Đúng rồi')).toContain('Chuyện ấy ra sao')
}, 60_000)
