import type { Pool } from 'pg'
import type { NewAddress } from '../../src/flows/effects/address.js'
import { transaction } from '../../src/store/database.js'
import { type Address, lockPeople } from '../../src/store/people.js'
import { saveUnits } from '../../src/store/units.js'

export const DAY = 24 * 3_600_000
/** A Monday morning. */
export const NOW = Date.parse('2026-11-30T09:00+07:00')

/** An address of ward W1, open to help; its needs are a test's own. */
export const ADDRESS = {
  unit: 'W1',
  group: 'elder',
  summary: 'Một cụ già sống một mình, sức yếu.',
  urgency: 2,
  state: 'open',
  name: 'Người Ví Dụ',
  place: 'không có thật',
  details: 'ví dụ',
  papersSeen: true,
  consented: false,
} as const satisfies Omit<NewAddress, 'needs'>

/** A city with two wards; one has a residential group and a school. */
export function organisation(pool: Pool): Promise<void> {
  const unit = (code: string, name: string, parentCode?: string) => ({
    code,
    name,
    parentCode,
    kind: parentCode ? ('ward' as const) : ('city' as const),
    aliases: [],
  })
  return saveUnits(pool, [
    unit('31', 'Thành phố'),
    unit('W1', 'Phường Một', '31'),
    unit('W2', 'Phường Hai', '31'),
    unit('TDP1', 'Tổ dân phố số 1', 'W1'),
    unit('SCHOOL', 'Trường Một', 'W1'),
  ])
}

let made = 0

/** Somebody who has written to us: their person id. */
export async function person(pool: Pool, at: Address = { channel: 'zalo', address: `p${++made}` }): Promise<string> {
  const [who] = await transaction(pool, (tx) => lockPeople(tx, [at], NOW))
  return who!.personId
}
