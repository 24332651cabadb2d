// Every effect as everybody, on what is theirs and on what is others': the right is checked where the deed is done. A new
// effect without a row here fails.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HANDLERS } from '../../../src/bot/effects/index.js'
import { UNDO_MINUTES } from '../../../src/flows/programme.js'
import { CONSOLE, readAudit } from '../../../src/store/audit.js'
import { type Tx, transaction } from '../../../src/store/database.js'
import { wantFile } from '../../../src/store/files/rows.js'
import { endRole, grantRole } from '../../../src/store/roles.js'
import { NOW } from '../../store/organisation.js'
import { testDatabase } from '../../support/database.js'
import { OFFICERS, ROWS, type Scoped } from './rights-rows.js'
import { EVERYBODY, made, type Name, people, prepare } from './rights-world.js'

const { pool, drop } = await testDatabase()
beforeAll(() => prepare(pool))
afterAll(drop)

/** What needs somebody to have taken the request first. */
const NEEDS_TALK = new Set(['relay', 'endTalk', 'releaseRequest'])

/** Runs it, looks, and takes it back. */
async function attempt(name: Name, row: Scoped, arrange?: (tx: Tx) => Promise<void>) {
  let seen: { did: boolean; refused: number } | undefined
  await transaction(pool, async (tx) => {
    await arrange?.(tx)
    const effect = row.effect(made)
    const handle = HANDLERS[effect.do as keyof typeof HANDLERS] as (...args: unknown[]) => Promise<{ result: never }>
    const who = { personId: people[name], contactId: '0', channel: 'telegram', roles: [] }
    const before = (await readAudit(tx, { person: people[name] })).filter(({ action }) => action === 'refuse').length
    const { result } = await handle(tx, who, effect, NOW)
    const after = (await readAudit(tx, { person: people[name] })).filter(({ action }) => action === 'refuse').length
    seen = { did: row.did(result), refused: after - before }
    throw new Error('taken back')
  }).catch((error: Error) => {
    if (error.message !== 'taken back') throw error
  })
  return seen!
}

it('has a row for every effect', () => {
  expect(Object.keys(ROWS).sort()).toEqual(Object.keys(HANDLERS).sort())
})

const scoped = Object.entries(ROWS).filter((row): row is [string, Scoped] => typeof row[1] === 'object')

describe.each(scoped)('%s', (name, row) => {
  const may = row.may ?? OFFICERS
  const taken = (by: Name) => async (tx: Tx) => {
    if (NEEDS_TALK.has(name))
      await tx.query('UPDATE ticket SET taken_by = $2, taken_at = now() WHERE id = $1', [made.human, people[by]])
  }

  it.each(may)('is done for somebody %s', async (who) => {
    expect(await attempt(who, row, taken(who))).toEqual({ did: true, refused: 0 })
  })

  it.each(EVERYBODY.filter((who) => !may.includes(who)))('is not done for somebody %s', async (who) => {
    expect((await attempt(who, row, taken('theirs'))).did).toBe(false)
  })
})

it.each([
  'openFile',
  'showPictures',
  'openRequest',
  'closeRequest',
  'carryOut',
  'listCorrectable',
  'openAnswers',
  'correctAnswer',
  'takeRequest',
  'showFile',
  'decideReview',
  'undoDecision',
  'closeRound',
  'openRound',
  'moveRound',
  'changeLadder',
  'takeRound',
  'openPerson',
  'endRole',
  'revokeInvite',
  'createInvite',
  'openUnit',
  'changeUnit',
  'openAddressFile',
  'openPledge',
  'addAddress',
  'setFamilyConsent',
  'addNeed',
  'changeNeed',
  'changeCard',
  'changeFamily',
  'eraseAddress',
  'makeReceipt',
  'showHelpPictures',
])('%s of another unit leaves a line in the audit', async (name) => {
  expect((await attempt('beside', ROWS[name as keyof typeof HANDLERS] as Scoped)).refused).toBe(1)
})

describe('undoDecision', () => {
  const row = ROWS.undoDecision as Scoped

  it('is not done for whoever decided and is no reviewer any more', async () => {
    const ended = async (tx: Tx) => {
      const { rows } = await tx.query<{ id: string }>('SELECT id FROM role_grant WHERE person_id = $1', [
        people.reviewer,
      ])
      expect(await endRole(tx, { grantId: rows[0]!.id, by: CONSOLE, now: NOW })).toBe('ended')
    }
    expect(await attempt('reviewer', row, ended)).toEqual({ did: false, refused: 1 })
  })

  it('is not done for a nominator, however high', async () => {
    const raised = async (tx: Tx) => {
      await grantRole(tx, { personId: people.owner, role: 'administrator', unit: '31', by: CONSOLE, now: NOW })
    }
    expect((await attempt('owner', row, raised)).did).toBe(false)
  })

  it('is not done for whoever decided when ten minutes are over', async () => {
    const late = async (tx: Tx) => {
      await tx.query('UPDATE decision SET at = $2 WHERE id = $1', [
        made.decision,
        new Date(NOW - UNDO_MINUTES * 60_000),
      ])
    }
    expect((await attempt('reviewer', row, late)).did).toBe(false)
  })
})

it('a file is dropped for nobody but who sent it', async () => {
  for (const [name, state] of [
    ['nobody', 'wanted'],
    ['above', 'wanted'],
    ['owner', 'dropped'],
  ] as const) {
    const file = randomUUID()
    await transaction(pool, (tx) => wantFile(tx, people.owner, 'telegram', file, { kind: 'photo', ref: file }, NOW))
    await transaction(pool, async (tx) => {
      const who = { personId: people[name], contactId: '0', channel: 'telegram', roles: [] }
      await HANDLERS.dropFile(tx, who, { do: 'dropFile', file }, NOW)
    })
    const { rows } = await pool.query<{ state: string }>('SELECT state FROM file WHERE id = $1', [file])
    expect([name, rows[0]!.state]).toEqual([name, state])
  }
})
