// Words about a family in what people asked officers for: gone with the family where they tell which one it is.
import { randomUUID } from 'node:crypto'
import { afterAll, expect, it } from 'vitest'
import { addAddress } from '../../../src/store/address/address.js'
import { CONSOLE } from '../../../src/store/audit.js'
import { transaction } from '../../../src/store/database.js'
import { eraseAddress } from '../../../src/store/erase-address.js'
import { boxOf } from '../../../src/store/sealed.js'
import { letGo, lockPledge, makePledge } from '../../../src/store/support/support.js'
import { openTicket } from '../../../src/store/tickets.js'
import { testDatabase } from '../../support/database.js'
import { NOW, organisation, person } from '../organisation.js'

const { pool, drop } = await testDatabase()
afterAll(drop)

const FAMILY = {
  unit: 'W1',
  group: 'elder' as const,
  summary: 'Một cụ già sống một mình.',
  urgency: 2 as const,
  state: 'open' as const,
  name: 'Bà Trần Thị Ví Dụ',
  phone: '+84912345671',
  place: 'ngõ 5 Hàng Kênh',
  details: 'ốm lâu năm, con trai đi tù',
  papersSeen: true,
  consented: true,
  needs: [{ form: 'material' as const, what: 'gạo', measure: 'suất', quantity: 90_000, rhythm: 'once' as const }],
}

it('takes the note that quotes it, whoever wrote it, and leaves the others', async () => {
  await organisation(pool)
  const [helper, stranger] = [await person(pool), await person(pool)]
  const tickets = await transaction(pool, async (tx) => {
    const { code } = await addAddress(tx, { ...FAMILY, needs: [...FAMILY.needs] }, CONSOLE, NOW)
    const { rows } = await tx.query<{ id: string }>('SELECT id FROM need')
    const form = { need: rows[0]!.id, quantity: 1000, name: 'Lan', phone: '+84912345673', starts: 'tuần này' }
    const made = await makePledge(tx, helper, randomUUID(), form, NOW)
    if (made === 'full') throw new Error('full')
    await letGo(tx, (await lockPledge(tx, 'id', made.id))!, 'cancelled', NOW)
    const asks = async (who: string, note: string) =>
      (await openTicket(tx, who, { kind: 'withdraw', purpose: note, note, replyBy: NOW }, NOW)).id
    const ids = [
      await asks(helper, 'Con trai bà trần thị ví dụ hôm nay quát tôi'),
      await asks(helper, 'Tôi tới ngõ 5 Hàng Kênh mà không gặp ai'),
      await asks(stranger, `Nhà ${code} hàng xóm nói là không nghèo`),
      await asks(stranger, `${made.code} giao cho ai ạ`),
      await asks(stranger, 'Số 0912.345.671 gọi không ai nghe'),
      await asks(stranger, 'Bà Trần Thị Ví Dụ ở ngõ 5 hàng kênh đã chuyển đi'),
      await asks(stranger, 'Bà Trần Thị Ví Dụ ở Kiến An thì sao ạ'),
      await asks(stranger, `${code}9 là nhà tôi`),
    ]
    await tx.query('UPDATE ticket SET closed_at = $1 WHERE id = $2', [new Date(NOW), ids[1]])
    expect(await eraseAddress(tx, code, CONSOLE, NOW)).toMatchObject({ code })
    return ids
  })
  const { rows } = await pool.query<{ id: string; note: string | null }>('SELECT id, note FROM ticket ORDER BY id')
  const notes = rows.map(({ id, note }) => boxOf(pool, 'ticket', id).open('note', note))
  const gone = 'một gia đình đã xin rút thông tin'
  expect(rows.map(({ id }) => id)).toEqual(tickets)
  expect(notes.slice(0, 6)).toEqual([gone, null, gone, gone, gone, gone])
  expect(notes.slice(6)).toEqual([expect.stringContaining('Kiến An'), expect.stringContaining('9 là nhà tôi')])
})

it('names other addresses that may be the same family: each is erased by itself', async () => {
  const twice = await transaction(pool, async (tx) => {
    const enter = (place: string) => addAddress(tx, { ...FAMILY, name: 'Lê Thị Đôi', place, needs: [] }, CONSOLE, NOW)
    const [first, second] = [await enter('ngõ 1'), await enter('ngõ 2')]
    return { erased: await eraseAddress(tx, first.code, CONSOLE, NOW), other: second.code }
  })
  expect(twice.erased).toMatchObject({ alike: [twice.other] })
})
