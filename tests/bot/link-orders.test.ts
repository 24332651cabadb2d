// Whatever the order of what people with two accounts do, on two processes at once: nothing they told is lost, nothing erased

// is found again, nobody has what is another's, no role outlives its end.
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import pino from 'pino'
import { afterAll, expect, it } from 'vitest'
import { type Bot, createBot } from '../../src/bot/bot.js'
import type { ChannelName } from '../../src/bot/channel.js'
import type { Inbound } from '../../src/flows/message.js'
import { buildPlaces } from '../../src/flows/vi/places.js'
import { addAddress } from '../../src/store/address/address.js'
import { CONSOLE } from '../../src/store/audit.js'
import { openDatabase, type Tx, transaction } from '../../src/store/database.js'
import { eraseFor } from '../../src/store/deeds.js'
import { openStorage } from '../../src/store/files/bytes.js'
import { submitNomination } from '../../src/store/nominate.js'
import { lockPeople } from '../../src/store/people.js'
import { readUnits } from '../../src/store/reference.js'
import { endAllRoles, grantRole } from '../../src/store/roles.js'
import { openState } from '../../src/store/sealed/session.js'
import { boxOf } from '../../src/store/sealed.js'
import { makePledge } from '../../src/store/support/support.js'
import { saveUnits } from '../../src/store/units.js'
import { testDatabase, wipe } from '../support/database.js'
import { KEYS } from '../support/keys.js'
import { fixedPlaces } from '../support/places.js'
import { removeFolder, tempFolder } from '../support/temp-folder.js'

const ORDERS = Number(process.env.LINK_ORDERS ?? 3)
const STEPS = Number(process.env.LINK_STEPS ?? 16)
const HUMANS = ['Bình', 'Chi', 'Dũng']
const SIDES: ChannelName[] = ['zalo', 'telegram']

const { url, pool, drop } = await testDatabase()
const other = openDatabase(url, { max: 5, keys: KEYS })
const dataDir = tempFolder()
afterAll(async () => {
  await other.close()
  await drop()
  removeFolder(dataDir)
})
await saveUnits(pool, readUnits())
const places = buildPlaces(readUnits())
const need = await transaction(pool, async (tx) => {
  const wanted = {
    form: 'material' as const,
    what: 'gạo',
    measure: 'suất',
    quantity: 900_000_000,
    rhythm: 'once' as const,
  }
  const family = { name: 'Nhà Mận', place: 'tổ 3', details: 'mái dột', papersSeen: true, consented: false }
  const card = { unit: '11383', group: 'elder' as const, summary: 'Một cụ già sống một mình.', urgency: 2 as const }
  const { id } = await addAddress(tx, { ...card, ...family, state: 'open', needs: [wanted] }, CONSOLE, 0)
  return (await tx.query<{ id: string }>('SELECT id FROM need WHERE address_id = $1', [id])).rows[0]!.id
})
const files = await openStorage(dataDir)
let now = Date.parse('2026-11-23T02:00:00Z')
// Everything that processes write down beside the database.
const written: string[] = []
const log = pino({ level: 'trace' }, { write: (line: string) => void written.push(line) })
const metrics = { inbound: () => {}, turns: () => {}, outbound: () => {}, broadcast: () => {} }
const [one, two] = [pool, other.pool].map((own, n) =>
  createBot({
    store: { pool: own, places: fixedPlaces(places), files, instance: () => n + 1 },
    channels: {},
    jobs: { add: async (...job: unknown[]) => void written.push(JSON.stringify(job)) },
    metrics,
    now: () => now,
    log,
  }),
) as [Bot, Bot]

async function settle(): Promise<void> {
  for (const bot of [one, two]) {
    await bot.idle()
    await bot.handlers.tick({})
    await bot.idle()
  }
}

/** The same numbers for the same seed. */
function randomOf(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

let events = 0
async function hear(bot: Bot, channel: ChannelName, address: string, body: Inbound): Promise<void> {
  now += 1_000
  await bot.receive([{ channel, address, eventId: `e${++events}`, at: now, body }])
}

const personOf = async (channel: ChannelName, address: string): Promise<string | undefined> =>
  (await pool.query('SELECT person_id AS id FROM contact WHERE channel = $1 AND address = $2', [channel, address]))
    .rows[0]?.id

interface Account {
  human: string
  channel: ChannelName
  address: string
  bot: Bot
}

/** Presses whatever of these labels is shown. */
async function press(account: Account, label: string): Promise<boolean> {
  const { rows } = await pool.query(
    `SELECT s.state->'shown' AS shown FROM session s JOIN contact c ON c.person_id = s.person_id
     WHERE c.channel = $1 AND c.address = $2`,
    [account.channel, account.address],
  )
  const button = (rows[0]?.shown ?? []).find((each: { label: string }) => each.label.startsWith(label))
  if (button) await hear(account.bot, account.channel, account.address, { kind: 'tap', token: button.token })
  return button !== undefined
}
const say = ({ bot, channel, address }: Account, text: string) => hear(bot, channel, address, { kind: 'text', text })
const tap = ({ bot, channel, address }: Account, token: string) => hear(bot, channel, address, { kind: 'tap', token })

let canaries = 0
const canary = () =>
  `Hoàng Thị Kh${'aeiou'[canaries % 5]}${String.fromCharCode(97 + (canaries++ % 26))}${'aeiou'[Math.trunc(canaries / 5) % 5]}n${canaries}q`

/** What a form does when it is sent: with the conversation locked, by the process that heard it. */
async function sends(me: Account, work: (tx: Tx, person: string) => Promise<unknown>): Promise<void> {
  await transaction(me.bot === one ? pool : other.pool, async (tx) => {
    const [who] = await lockPeople(tx, [me], now)
    await work(tx, who!.personId)
  })
}

const ACTS: Record<string, (account: Account, partner: Account) => Promise<void>> = {
  async draft(me) {
    await tap(me, 'c.nominate')
    for (const label of ['Tôi đồng ý', 'Giới thiệu người khác', 'Kể về người khác', 'Một người']) await press(me, label)
    await say(
      me,
      canary().replace(/\d+q$/, (digits) => digits.replace(/\d/g, (d) => 'bcdghklmnp'[Number(d)]!)),
    )
  },
  async officer(me) {
    await say(me, 'gặp cán bộ')
    await say(me, `Xin hỏi về ${canary()}`)
  },
  unit: (me) => tap(me, 'c.joinUnit.11383'),
  submit: (me) =>
    sends(me, (tx, person) => {
      const name = canary()
      const answers = { kind: 'individual', name }
      const form = {
        kind: 'individual' as const,
        nomineeName: name,
        unitText: 'Tổ 3',
        answers,
        files: [],
        formVersion: 1,
      }
      const teller = { nominatorName: me.human, nominatorPhone: '+84912345678' }
      return submitNomination(tx, person, randomUUID(), { ...form, ...teller }, now)
    }),
  pledge: (me) =>
    sends(me, (tx, person) => {
      const form = { need, quantity: 1_000, name: canary(), phone: '+84912345678', starts: 'mai' }
      return makePledge(tx, person, randomUUID(), form, now)
    }),
  async link(me, partner) {
    await tap(me, 'c.link')
    if (!(await press(me, 'Lấy mã'))) return
    const { rows } = await pool.query(
      `SELECT o.body->>'text' AS text FROM outbox o JOIN contact c ON c.id = o.contact_id
       WHERE c.channel = $1 AND c.address = $2 AND o.body->>'text' LIKE 'Mã liên kết%' ORDER BY o.id DESC LIMIT 1`,
      [me.channel, me.address],
    )
    const code = /(\d{3}) (\d{3})/
      .exec(rows[0]?.text ?? '')
      ?.slice(1)
      .join('')
    if (code) await say(partner, `mã liên kết ${code}`)
    for (const each of [me, partner]) await press(each, 'Đúng là tôi')
  },
  unlink: (me) => tap(me, 'c.linkUndo'),
}
/** Words whose owner wants them gone: at once, or when the link of two accounts can no longer be undone. */
const unwanted = new Set<string>()
/** Words that are gone for good. */
const erased = new Set<string>()

/** One at a time: what they take away is known exactly then. */
const ALONE = {
  /** While a link of theirs can be undone nothing goes. */
  async erase(me: Account) {
    const before = (await found()).byPerson.get((await personOf(me.channel, me.address))!) ?? new Set<string>()
    await tap(me, 'c.privacy')
    await press(me, 'Xóa')
    await press(me, 'Xóa dữ liệu của tôi')
    await settle()
    const person = await personOf(me.channel, me.address)
    const { rows } = await pool.query(
      `SELECT id FROM ticket WHERE person_id = $1 AND kind = 'erase' AND closed_at IS NULL`,
      [person],
    )
    for (const { id } of rows) {
      const done = await transaction(pool, (tx) => eraseFor(tx, { id, by: CONSOLE, sure: true, now }))
      expect(['erased', 'linked', 'over']).toContain(done.is)
      if (done.is === 'erased') for (const word of before) erased.add(word)
    }
  },
  async day() {
    now += 25 * 3_600_000
  },
  /** What is told half goes with its consent; what was sent waits for an officer. */
  async withdraw(me: Account) {
    await say(me, 'rút lại đồng ý')
    for (let n = 0; n < 2; n++) await press(me, 'Rút lại đồng ý')
  },
  async role(me: Account) {
    const person = await personOf(me.channel, me.address)
    if (person)
      await transaction(pool, (tx) =>
        grantRole(tx, { personId: person, role: 'officer', unit: '11383', by: CONSOLE, now }),
      )
  },
  async roleEnds(me: Account) {
    const person = await personOf(me.channel, me.address)
    if (person) await transaction(pool, (tx) => endAllRoles(tx, person, CONSOLE, now))
  },
}

const WORD = /Hoàng Thị Kh\p{L}+/gu

/** Which words lie in rows of which person, and all words there are. */
async function found(): Promise<{ byPerson: Map<string, Set<string>>; all: Set<string> }> {
  const { rows: told } = await pool.query<{ person: string; line: string; id: string; of: string }>(
    `SELECT person_id AS person, state::text AS line, person_id AS id, 'session' AS of FROM session
     UNION ALL SELECT person_id, note, id, 'ticket' FROM ticket WHERE note IS NOT NULL
     UNION ALL SELECT person_id, answers::text, id, 'nominator' FROM nominator
     UNION ALL SELECT person_id, name, id, 'pledge' FROM pledge WHERE name IS NOT NULL`,
  )
  const rows = told.map(({ person, line, id, of }) => {
    if (of === 'ticket') return { person, line: boxOf(pool, 'ticket', id).open('note', line) }
    return { person, line: of === 'session' ? JSON.stringify(openState(pool, id, JSON.parse(line))) : line }
  })
  const byPerson = new Map<string, Set<string>>()
  for (const { person, line } of rows) {
    const words = byPerson.get(person) ?? new Set<string>()
    for (const [word] of line.matchAll(WORD)) words.add(word)
    byPerson.set(person, words)
  }
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'unit'`,
  )
  // What is sealed is looked into as well.
  const all = new Set(rows.flatMap(({ line }) => [...line.matchAll(WORD)].map(([word]) => word)))
  for (const { name } of tables)
    for (const { line } of (await pool.query<{ line: string }>(`SELECT t::text AS line FROM ${name} t`)).rows)
      for (const [word] of line.matchAll(WORD)) all.add(word)
  return { byPerson, all }
}

/** The log, the jobs, the folder. */
function besides(): string {
  const kept = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return [...written, ...kept.map(({ parentPath, name }) => readFileSync(path.join(parentPath, name), 'utf8'))].join(
    '\n',
  )
}

async function halfTold(person: string): Promise<string[]> {
  const { rows } = await pool.query('SELECT state FROM session WHERE person_id = $1', [person])
  const state = JSON.stringify(openState(pool, person, rows[0]?.state ?? {}))
  return [...state.matchAll(WORD)].map(([word]) => word)
}

async function playOut(seed: number): Promise<void> {
  await wipe(pool, 'person', 'nomination', 'inbox')
  const random = randomOf(seed)
  const accounts = HUMANS.flatMap((human) =>
    SIDES.map((channel, n): Account => ({ human, channel, address: `${human}-${seed}`, bot: n === 0 ? one : two })),
  )
  const partnerOf = (me: Account) => accounts.find((each) => each.human === me.human && each !== me)!
  // Every word seen once, and by whose telling.
  const owner = new Map<string, string>()
  erased.clear()
  unwanted.clear()
  for (const account of accounts) await say(account, 'bắt đầu')
  for (let step = 0; step < STEPS; step++) {
    const me = accounts[random(accounts.length)]!
    const alone = random(6) === 0 ? Object.keys(ALONE)[random(Object.keys(ALONE).length)]! : undefined
    let told = `${seed}/${step} ${me.human} ${me.channel} ${alone ?? ''}`
    if (alone) {
      const person = await personOf(me.channel, me.address)
      const half = alone === 'withdraw' ? await halfTold(person!) : []
      await ALONE[alone as keyof typeof ALONE](me)
      for (const word of half) unwanted.add(word)
    } else {
      const names = Object.keys(ACTS)
      const both = [me, accounts[random(accounts.length)]!].map((who) => ({ who, act: names[random(names.length)]! }))
      told += both.map(({ who, act }) => `${who.human} ${who.channel} ${act}`).join(' + ')
      await Promise.all(both.map(({ who, act }) => ACTS[act]!(who, partnerOf(who))))
    }
    await settle()
    const { byPerson, all } = await found()
    const humanOf = new Map<string, string>()
    for (const account of accounts) {
      const person = await personOf(account.channel, account.address)
      expect(humanOf.get(person!) ?? account.human, `${told}: one person for two humans`).toBe(account.human)
      humanOf.set(person!, account.human)
    }
    for (const [person, words] of byPerson)
      for (const word of words) {
        const human = humanOf.get(person)
        expect(human, `${told}: ${word} lies where nobody is`).toBeDefined()
        expect(owner.get(word) ?? human, `${told}: ${word} is read by another`).toBe(human)
        owner.set(word, human!)
      }
    const here = new Set([...byPerson.values()].flatMap((words) => [...words]))
    for (const word of owner.keys()) {
      if (erased.has(word))
        expect(all.has(word) || besides().includes(word), `${told}: ${word} was erased and is found again`).toBe(false)
      else if (!unwanted.has(word)) expect(here.has(word), `${told}: ${word} was lost`).toBe(true)
    }
    const { rows } = await pool.query(
      `SELECT c.id FROM contact c LEFT JOIN session s ON s.person_id = c.person_id WHERE s.person_id IS NULL`,
    )
    expect(rows, `${told}: an account without a conversation`).toEqual([])
    const { rows: failed } = await pool.query(`SELECT error FROM inbox WHERE state = 'failed'`)
    expect(failed, told).toEqual([])
  }
}

it.each(Array.from({ length: ORDERS }, (_, n) => n + 1))('order %i', { timeout: 240_000 }, async (seed) => {
  await playOut(seed)
  // A role that has ended has ended, wherever its row went.
  const { rows } = await pool.query(
    `SELECT count(*)::int AS n FROM role_grant g JOIN audit a ON a.action = 'endRole' AND a.details->>'grant' = g.id::text
     WHERE g.ends_at IS NULL`,
  )
  expect(rows).toEqual([{ n: 0 }])
})
