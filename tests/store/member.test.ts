import { afterAll, expect, it } from 'vitest'
import { transaction } from '../../src/store/database.js'
import { joinUnit } from '../../src/store/member.js'
import { testDatabase } from '../support/database.js'
import { NOW, organisation, person } from './organisation.js'

const { pool, drop } = await testDatabase()
afterAll(drop)

it('a code is known however the phone writes it', async () => {
  await organisation(pool)
  const who = await person(pool)
  const join = (code: string) => transaction(pool, (tx) => joinUnit(tx, who, code, NOW))
  for (const code of ['SCHOOL', 'school', 'School']) expect(await join(code)).toMatchObject({ unit: 'SCHOOL' })
  expect(await join('SCHOO')).toBeUndefined()
})
