// Which effect shows which of what is sealed (numbers to call people by, families' records, officers' notes), and that it is
// written down. A list shows none of it: it is masked until one thing is opened, and opening is a row of the audit. A new
// effect that shows more than this table says fails, and so does one that shows it without a row.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { HANDLERS } from '../../../src/bot/effects/index.js'
import { readAudit } from '../../../src/store/audit.js'
import { transaction } from '../../../src/store/database.js'
import { NOW } from '../../store/organisation.js'
import { testDatabase } from '../../support/database.js'
import { markersIn, plantMarkers } from '../../support/markers.js'
import { OFFICERS, ROWS, type Scoped } from './rights-rows.js'
import { made, type Name, people, prepare } from './rights-world.js'

const { pool, drop } = await testDatabase()
beforeAll(async () => {
  await prepare(pool)
  await plantMarkers(pool)
})
afterAll(drop)

const FAMILY = ['name', 'guardian', 'phone', 'place', 'details'].map((column) => `address_private.${column}`)
const ADDRESS_FILE = ['address.reason', ...FAMILY]
const WHOM_THEY_HELP = ['address_private.name', 'address_private.phone', 'address_private.place']
/** What anything that is not here shows: nothing. `birth_year` is a number like others, and goes with the record. */
const SHOWS: Record<string, string[]> = {
  // To whoever made the pledge, what is theirs; of the family, from the agreement on, what they need to get there.
  pledge: ['pledge.note', 'pledge.reason', 'pledge.proposal'],
  openMyPledge: ['pledge.note', 'pledge.reason', 'pledge.proposal', ...WHOM_THEY_HELP],
  acceptProposal: ['pledge.note', 'pledge.reason', ...WHOM_THEY_HELP],
  declineProposal: ['pledge.note', 'pledge.reason'],
  changePledge: ['pledge.note', 'pledge.reason', 'pledge.proposal'],
  cancelPledge: ['pledge.note', 'pledge.proposal'],
  // To a nominator, what a reviewer asks them and tells them.
  showQuestion: ['review_question.question'],
  showOutcome: ['decision.reason'],
  // To officers, one thing at a time.
  openAddressFile: ADDRESS_FILE,
  setFamilyConsent: ADDRESS_FILE,
  addNeed: ADDRESS_FILE,
  changeNeed: ADDRESS_FILE,
  changeCard: ADDRESS_FILE,
  changeFamily: ADDRESS_FILE.filter((column) => column !== 'address_private.phone'),
  openPledge: ['pledge.phone', 'pledge.note', 'pledge.reason', 'pledge.proposal'],
  decidePledge: ['pledge.phone', 'pledge.note', 'pledge.reason'],
  proposePledge: ['pledge.phone', 'pledge.note', 'pledge.reason'],
  confirmDeliveries: ['pledge.phone', 'pledge.note', 'pledge.reason', 'pledge.proposal', 'delivery.changed'],
  openFile: ['nominator.phone'],
  openAnswers: ['nominator.phone'],
  openRequest: ['nominator.phone', 'ticket.note'],
  takeRequest: ['ticket.note'],
}
/** Their own needs no row; who the family is does. */
const OWN = ['pledge.', 'review_question.', 'decision.']

/** Does it, looks at what comes back, and takes it back. */
async function seen(name: Name, row: Scoped): Promise<{ shown: string[]; noted: boolean }> {
  let found = { shown: [] as string[], noted: false }
  await transaction(pool, async (tx) => {
    const effect = row.effect(made)
    const handle = HANDLERS[effect.do as keyof typeof HANDLERS] as (...args: unknown[]) => Promise<{ result: unknown }>
    const who = { personId: people[name], contactId: '0', channel: 'telegram', roles: [] }
    const before = (await readAudit(tx, { person: people[name] })).length
    const answer = await handle(tx, who, effect, NOW)
    const noted = (await readAudit(tx, { person: people[name] })).length > before
    found = { shown: markersIn(JSON.stringify(answer ?? {})), noted }
    throw new Error('taken back')
  }).catch((error: Error) => {
    if (error.message !== 'taken back') throw error
  })
  return found
}

const scoped = Object.entries(ROWS).filter((row): row is [string, Scoped] => typeof row[1] === 'object')

it.each(scoped)('%s', async (name, row) => {
  const [first] = row.may ?? OFFICERS
  const { shown, noted } = await seen(first!, row)
  expect(shown).toEqual(SHOWS[name] ?? [])
  const others = first === 'owner' ? shown.filter((column) => !OWN.some((own) => column.startsWith(own))) : shown
  if (others.length > 0) expect(noted, `${others} shown to ${first} without a row in the audit`).toBe(true)
})
