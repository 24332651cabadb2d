// What the command line shows of what is sealed: numbers masked in lists, whole where one thing is asked for, and then a row
// of the audit. A new command needs its line here.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../../src/store/database.js'
import { COMMANDS } from '../../../src/tools/admin/index.js'
import { made, prepare } from '../../bot/effects/rights-world.js'
import { NOW } from '../../store/organisation.js'
import { testDatabase } from '../../support/database.js'
import { KEYS } from '../../support/keys.js'
import { markersIn, plantMarkers } from '../../support/markers.js'
import { removeFolder, tempFolder } from '../../support/temp-folder.js'

const database = await testDatabase()
const dataDir = tempFolder()
let own: Database
beforeAll(async () => {
  await prepare(database.pool)
  await plantMarkers(database.pool)
  own = openDatabase(database.url, { max: 4, keys: KEYS })
})
afterAll(async () => {
  await own.close()
  await database.drop()
  removeFolder(dataDir)
})

const sheet = path.join(dataDir, 'sheet')

interface View {
  words?: string[]
  options?: Record<string, string | boolean | undefined>
  /** What it shows. */
  shows?: string[]
  /** A table it writes, whose words are looked at too. */
  file?: string
  /** What it writes is packed, and cannot be looked at here: it leaves a row whatever it holds. */
  packed?: true
}

/** 'deed': it changes something, and says what became of it in words of its own. */
const VIEWS: Record<string, 'deed' | (() => View[])> = {
  nominations: () => [{}],
  nomination: () => [{ words: [made.code], shows: ['nominator.phone'] }],
  requests: () => [{ shows: ['ticket.note'] }],
  reply: 'deed',
  'close-request': 'deed',
  withdraw: 'deed',
  erase: 'deed',
  retention: () => [{ options: { 'dry-run': true } }],
  'reapply-erasures': 'deed',
  keys: () => [{}],
  correct: () => [{ words: [made.correct], shows: ['nominator.phone'] }],
  failed: () => [{}],
  retry: 'deed',
  drafts: () => [{}],
  units: () => [{ words: ['list'] }, { words: ['list'], options: { json: true } }],
  invite: 'deed',
  invites: () => [{}, { options: { json: true } }],
  people: () => [{}, { options: { json: true } }],
  roles: () => [{}, { options: { all: true, json: true } }],
  revoke: 'deed',
  addresses: () => [{}, { options: { json: true } }],
  pledges: () => [{}, { options: { json: true } }],
  ledger: () => [{ words: ['export'] }, { words: ['verify'], options: { json: true } }],
  coverage: () => [{ options: { json: true } }],
  audit: () => [{}, { options: { json: true } }],
  calendar: () => [{}],
  broadcasts: () => [{}, { options: { json: true } }],
  broadcast: () => [
    { words: [made.broadcast] },
    { words: [made.broadcast], options: { json: true } },
    { words: [made.broadcast], options: { out: `${sheet}.csv` }, file: `${sheet}.csv` },
  ],
  campaigns: () => [{}, { options: { json: true } }],
  theme: 'deed',
  'four-eyes': 'deed',
  poster: 'deed',
  programmes: () => [{}, { options: { json: true } }],
  rounds: () => [{}, { options: { json: true } }],
  round: () => [
    { words: [made.round], shows: ['decision.reason'] },
    { words: [made.round], options: { json: true }, shows: ['decision.reason'] },
    { words: [made.round], options: { xlsx: `${sheet}.xlsx` }, packed: true },
  ],
  reminders: () => [
    { options: { round: made.round, explain: true } },
    { options: { round: made.round, explain: true, json: true } },
  ],
}

it('has a line for every command', () => {
  expect(Object.keys(VIEWS).sort()).toEqual(Object.keys(COMMANDS).sort())
})

const looked = async () => (await database.pool.query('SELECT count(*)::int AS n FROM audit')).rows[0].n as number

it.each(Object.entries(VIEWS).filter(([, view]) => view !== 'deed'))('%s', async (name, view) => {
  for (const { words = [], options = {}, shows = [], file, packed } of (view as () => View[])()) {
    const before = await looked()
    const config = { dataDir } as never
    const context = { prisma: own.prisma, pool: own.pool, config, now: NOW }
    const lines = await COMMANDS[name]!.run({ words, options }, context)
    const text = [...lines, file ? readFileSync(file, 'utf8') : ''].join('\n')
    expect(markersIn(text), `${name} ${words} ${JSON.stringify(options)}`).toEqual(shows)
    if (packed || shows.length > 0)
      expect(await looked(), `${name} ${words}: a row of the audit`).toBeGreaterThan(before)
  }
})
