import { afterAll, expect, it } from 'vitest'
import { transaction } from '../../../src/store/database.js'
import { dropLooseFiles } from '../../../src/store/files/rows.js'
import { testDatabase } from '../../support/database.js'

const { pool, drop } = await testDatabase()
afterAll(drop)

it('of a person who takes everything back go, whatever still named them; those of a nomination stay', async () => {
  await pool.query(`
    INSERT INTO person (id) VALUES (1), (2);
    INSERT INTO nomination (id, code, kind, nominee_name, nominee_folded, unit_text, unit_key, received_at)
      VALUES (1, 'NT-2026-000001', 'individual', 'x', 'x', 'x', 'x', now());
    INSERT INTO nominator (id, nomination_id, person_id, draft_id, name, phone, form_version, answers, joined, submitted_at)
      VALUES (1, 1, 1, gen_random_uuid(), 'x', 'x', 1, '{}', false, now());
    INSERT INTO file (id, person_id, nominator_id, channel, kind, name, state, next_try_at)
      SELECT gen_random_uuid(), person, nominator, 'zalo', 'photo', what, 'stored', now()
      FROM (VALUES (1, NULL, 'loose'), (1, 1, 'sent'), (2, NULL, 'of somebody else')) AS t(person, nominator, what)`)
  await transaction(pool, (tx) => dropLooseFiles(tx, '1'))
  const { rows } = await pool.query(`SELECT name FROM file WHERE state = 'stored' ORDER BY name`)
  expect(rows.map((row) => row.name)).toEqual(['of somebody else', 'sent'])
})
