// A copy of all that is held of a person has everything, of every capability, however much there is.
import { randomUUID } from 'node:crypto'
import { afterAll, expect, it } from 'vitest'
import { addAddress } from '../../src/store/address/address.js'
import { CONSOLE } from '../../src/store/audit.js'
import { recordConsent } from '../../src/store/consents.js'
import { transaction } from '../../src/store/database.js'
import { heldOf } from '../../src/store/holders.js'
import { joinUnit, leaveUnit } from '../../src/store/member.js'
import { grantRole } from '../../src/store/roles.js'
import { recordDelivery } from '../../src/store/support/deliveries.js'
import { agreePledge, lockPledge, makePledge } from '../../src/store/support/support.js'
import { openTicket } from '../../src/store/tickets.js'
import { testDatabase } from '../support/database.js'
import { NOW, organisation, person } from './organisation.js'

const { pool, drop } = await testDatabase()
afterAll(drop)

const FAMILY = {
  unit: 'W1',
  group: 'elder' as const,
  summary: 'Một cụ già sống một mình.',
  urgency: 2 as const,
  state: 'open' as const,
  name: 'Bà Ví Dụ',
  place: 'ngõ 5',
  details: 'ốm lâu năm',
  papersSeen: true,
  consented: true,
  needs: [{ form: 'material' as const, what: 'gạo', measure: 'suất', quantity: 90_000, rhythm: 'once' as const }],
}

it('of pledges and help, units, roles, consents, requests', async () => {
  await organisation(pool)
  const me = await person(pool)
  const held = await transaction(pool, async (tx) => {
    await addAddress(tx, { ...FAMILY, needs: [...FAMILY.needs] }, CONSOLE, NOW)
    const { rows } = await tx.query<{ id: string }>('SELECT id FROM need')
    for (let n = 0; n < 25; n++) {
      const words = { need: rows[0]!.id, quantity: 1000, name: 'Lan', phone: '+84912345673', starts: 'tuần này' }
      const made = await makePledge(tx, me, randomUUID(), { ...words, note: `lời nhắn ${n}` }, NOW)
      if (made === 'full') throw new Error('full')
      if (n > 0) continue
      await agreePledge(tx, (await lockPledge(tx, 'id', made.id))!, null, NOW)
      const row = (await lockPledge(tx, 'id', made.id))!
      await recordDelivery(tx, row, { by: me, now: NOW, changed: 'cụ vui hơn', files: [] })
    }
    await joinUnit(tx, me, 'W1', NOW)
    await leaveUnit(tx, me, 'W1', NOW)
    await grantRole(tx, { personId: me, role: 'reviewer', unit: 'W1', by: CONSOLE, now: NOW })
    const given = { purpose: 'support', version: '1', text: 'Lời', reply: 'Tôi đồng ý', channel: 'zalo' }
    await recordConsent(tx, me, given, NOW)
    for (let n = 0; n < 12; n++)
      await openTicket(tx, me, { kind: 'withdraw', purpose: `${n}`, note: `việc ${n}`, replyBy: NOW }, NOW)
    return { whole: await heldOf(tx, me, true), told: await heldOf(tx, me) }
  })
  expect(held.whole).toMatchObject({ older: 0, olderRequests: 0, consents: [{ reply: 'Tôi đồng ý', channel: 'zalo' }] })
  expect([held.whole.sent.length, held.whole.forms.length, held.whole.requests.length]).toEqual([25, 25, 12])
  expect(held.whole.forms.map(({ answers }) => answers.note)).toContain('lời nhắn 24')
  const lines = Object.fromEntries(held.whole.lines.map(({ label, values }) => [label, values.join('\n')]))
  expect(lines['Lần trợ giúp']).toContain('cụ vui hơn')
  expect(lines['Thành viên của']).toMatch(/Phường Một, từ .*, đã rời/)
  expect(lines['Vai trò']).toContain('Phường Một')
  // A message tells the newest, and how many more there are.
  expect([held.told.sent.length, held.told.older, held.told.requests.length, held.told.olderRequests]).toEqual([
    20, 5, 10, 2,
  ])
  expect(held.told.forms).toEqual([])
})
