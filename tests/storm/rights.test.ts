// Whatever the order of what people with two accounts do, over two processes: no answer of theirs is lost, nothing deleted is
// found again anywhere, no role outlives its end, nobody is shown what is another's. `npm run storm -- rights` is the full
// size; RIGHTS_HUMANS, RIGHTS_DAYS and RIGHTS_STEPS say another one, STORM_SEED repeats one.
import { afterEach, expect, it } from 'vitest'
import { addAddress } from '../../src/store/address/address.js'
import { CONSOLE } from '../../src/store/audit.js'
import { type Pool, transaction } from '../../src/store/database.js'
import { verifyLedger } from '../../src/store/ledger.js'
import { readUnits } from '../../src/store/reference.js'
import { saveUnits } from '../../src/store/units.js'
import { folderText, keptRows, redisText, rowText } from '../support/search.js'
import { createHuman, forget, type Human, meet } from './rights/human.js'
import { type Layout, startTwo, type Two, until } from './rights/processes.js'
import { held, words, wordsIn } from './rights/words.js'
import { seeded, stormSeed } from './support/random.js'
import { quiet } from './support/reckon.js'

const ALONE = process.env.STORM_ALONE === 'rights'
const { RIGHTS_HUMANS, RIGHTS_DAYS, RIGHTS_STEPS } = process.env
const SIZE = {
  humans: Number(RIGHTS_HUMANS ?? (ALONE ? 24 : 6)),
  days: Number(RIGHTS_DAYS ?? (ALONE ? 5 : 3)),
  steps: Number(RIGHTS_STEPS ?? (ALONE ? 8 : 4)),
}

const undo: (() => unknown)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

it.each<Layout>(['a process for each platform', 'bot and worker'])('%s', async (layout) => {
  const seed = stormSeed()
  const two = await startTwo(layout, undo)
  if (!two) return
  const { sandbox, database } = two
  const { pool } = database
  console.log(`${layout}: STORM_SEED=${seed}, ${JSON.stringify(SIZE)}`)
  const begun = performance.now()
  await openNeed(pool)
  const word = words()
  const people = Array.from({ length: SIZE.humans }, (_, n) =>
    createHuman(n + 1, { sandbox, pool, random: seeded(seed + n), word }),
  )
  for (const human of people) await meet(human, sandbox)
  await quiet(pool, sandbox)
  for (let day = 1; day <= SIZE.days; day++) {
    await Promise.all(people.map((human) => human.lives(SIZE.steps)))
    await quiet(pool, sandbox)
    await reckon(two, people)
    await two.passDay()
  }
  const sum = (of: (human: Human) => number) => people.reduce((total, human) => total + of(human), 0)
  const kept = sum((human) => human.told.size)
  const { rows } = await pool.query(
    `SELECT (SELECT count(*) FROM link WHERE joined_at IS NOT NULL)::int AS links, (SELECT count(*) FROM nominator)::int AS nominations,
       (SELECT count(*) FROM pledge WHERE code IS NOT NULL)::int AS pledges,
       (SELECT count(*) FROM pledge WHERE state = 'cancelled')::int AS "givenUp", (SELECT count(*) FROM file)::int AS papers,
       (SELECT count(*) FROM member WHERE left_at IS NULL)::int AS members,
       (SELECT count(*) FROM member WHERE left_at IS NOT NULL)::int AS "leftUnits",
       (SELECT count(*) FROM role_grant WHERE ends_at IS NOT NULL)::int AS "endedRoles"`,
  )
  // At last everybody goes: then no word of anybody is anywhere, and nobody is a member.
  await Promise.all(people.map((human) => human.leaves()))
  await quiet(pool, sandbox)
  await reckon(two, people)
  expect((await keptRows(pool)).map(rowText).filter((text) => wordsIn(text).length > 0)).toEqual([])
  expect((await pool.query('SELECT FROM member')).rowCount).toBe(0)
  await until('the folder to hold no word', () => wordsIn(folderText(two.dataDir)).length === 0)
  const [gone, erasures] = [sum((human) => human.gone.size), sum((human) => human.erasures)]
  const seconds = Math.round((performance.now() - begun) / 1000)
  console.log(`${layout}: ${JSON.stringify({ kept, gone, erasures, ...rows[0], seconds })}`)
  // They did something.
  expect(kept > 0 && gone >= kept).toBe(true)
})

/** A family that needs more than all can promise. */
async function openNeed(pool: Pool): Promise<void> {
  await saveUnits(pool, readUnits())
  const wanted = { form: 'material', what: 'gạo', measure: 'suất', quantity: 900_000_000, rhythm: 'once' } as const
  const family = { name: 'Nhà Mận', place: 'tổ 3', details: 'mái dột', papersSeen: true, consented: false }
  const card = { unit: '11383', group: 'elder', summary: 'Một cụ già sống một mình.', urgency: 2 } as const
  await transaction(pool, (tx) =>
    addAddress(tx, { ...card, ...family, state: 'open', needs: [wanted] }, CONSOLE, Date.now()),
  )
}

const seen = new Map<string, string>()

/** Everything that must hold while nothing is on its way. */
async function reckon(two: Two, people: Human[]): Promise<void> {
  const { pool } = two.database
  const wrong: string[] = []
  const humanOf = await whose(pool, people)
  const owner = new Map(people.flatMap((human) => [...human.told, ...human.gone].map((word) => [word, human] as const)))
  const here = new Set<string>()
  for (const { person, word, where } of await held(pool)) {
    seen.set(word, where)
    const human = humanOf.get(person)
    here.add(word)
    if (!human) wrong.push(`${word} lies where nobody is`)
    else if ((owner.get(word) ?? human) !== human)
      wrong.push(`${word} of ${owner.get(word)!.number} lies with ${human.number}`)
    else if (!human.gone.has(word)) human.told.add(word)
    owner.set(word, owner.get(word) ?? human!)
  }
  // What had to wait has been done meanwhile.
  for (const human of people) for (const word of human.going) if (!here.has(word)) forget(human, word)
  for (const human of people)
    for (const word of human.told)
      if (!here.has(word)) wrong.push(`${human.number} lost ${word}, last seen in ${seen.get(word)}`)
  wrong.push(...(await shownToOthers(two, people, owner)))
  wrong.push(...(await foundAgain(two, people)))
  const { rows: failed } = await pool.query(`SELECT channel, address, error FROM inbox WHERE state = 'failed'`)
  wrong.push(...failed.map((row) => `failed: ${JSON.stringify(row)}`))
  const { rows: outlived } = await pool.query(
    `SELECT g.id FROM role_grant g JOIN audit a ON a.action = 'endRole' AND a.details->>'grant' = g.id::text WHERE g.ends_at IS NULL`,
  )
  wrong.push(...outlived.map(({ id }) => `role ${id} outlived its end`))
  const { brokenAt, needs } = await verifyLedger(pool)
  if (brokenAt !== undefined || needs.length > 0) wrong.push(`the ledger: ${brokenAt} ${needs}`)
  const of = people.filter(({ number }) => wrong.some((line) => line.startsWith(`${number} `)))
  const diaries = of.map(({ number, diary }) => `${number}: ${diary.join('; ')}`)
  expect(wrong.slice(0, 12), diaries.join('\n')).toEqual([])
}

/** Which human a person of ours is. Fails where two humans became one. */
async function whose(pool: Pool, people: Human[]): Promise<Map<string, Human>> {
  const humanOf = new Map<string, Human>()
  for (const human of people)
    for (const { platform, address } of human.phones) {
      const { rows } = await pool.query('SELECT person_id AS id FROM contact WHERE channel = $1 AND address = $2', [
        platform,
        address,
      ])
      const known = humanOf.get(rows[0].id)
      if (known && known !== human) throw new Error(`${known.number} and ${human.number} became one person`)
      humanOf.set(rows[0].id, human)
    }
  return humanOf
}

/** Words of others in what anybody was told, shown or sent as a file. */
async function shownToOthers({ sandbox }: Two, people: Human[], owner: Map<string, Human>): Promise<string[]> {
  const wrong: string[] = []
  for (const human of people)
    for (const phone of human.phones)
      for (const { text = '', file } of phone.heard()) {
        const url = file && (file.url.startsWith('http') ? file.url : `${sandbox.url}${file.url}`)
        const sent = url ? await (await fetch(url)).text() : ''
        for (const word of wordsIn(text + sent)) {
          const whose = owner.get(word) ?? human
          if (whose !== human && !(human.wasOfficer && whose.reasons.has(word)))
            wrong.push(`${human.number} was shown ${word} of ${whose.number}`)
        }
      }
  return wrong
}

/** Words that are gone in the database, the queue or the folder; any word at all in a log. */
async function foundAgain(two: Two, people: Human[]): Promise<string[]> {
  const { database, dataDir, redisUrl } = two
  const gone = new Map(people.flatMap((human) => [...human.gone].map((word) => [word, human.number] as const)))
  const found = (text: string) => wordsIn(text).filter((word) => gone.has(word))
  const wrong = (await keptRows(database.pool)).flatMap((kept) =>
    found(rowText(kept)).map((word) => `${gone.get(word)} deleted ${word}: it is in ${rowText(kept)}`),
  )
  // The bytes of a file go with the sweep after its row.
  await until('erased files to go', () => found(folderText(dataDir)).length === 0).catch(() =>
    wrong.push(...found(folderText(dataDir)).map((word) => `${gone.get(word)} deleted ${word}: it is in the folder`)),
  )
  if (redisUrl) wrong.push(...wordsIn(await redisText(redisUrl)).map((word) => `${word} is in Redis`))
  wrong.push(...wordsIn(two.said()).map((word) => `${word} is in a log`))
  return wrong
}
