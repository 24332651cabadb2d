// A process that lives to change the registry of help until it is killed: registry-life.ts URL SEED. It does what turns and
// timers do, each in its transaction, and says on stdout what it begins, so that it can be killed in the middle of it.
import type { Handlers, Who } from '../../../src/bot/effects/effect.js'
import { HANDLERS } from '../../../src/bot/effects/index.js'
import { openDatabase, type Tx, transaction } from '../../../src/store/database.js'
import { openKeys } from '../../../src/store/keys.js'
import { lapseHold } from '../../../src/store/support/support.js'

const [url = '', seed = '0'] = process.argv.slice(2)
const { pool } = openDatabase(url, { max: 3, keys: openKeys(() => [Buffer.alloc(32, 'test')]) })
let state = Number(seed) >>> 0
// The same numbers for the same seed (a linear congruence is random enough to choose a deed).
const below = (n: number) => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((state / 2 ** 32) * n)
}
const pick = <T>(from: readonly T[]) => from[below(from.length)]!

const { rows: people } = await pool.query<Who & { officer: boolean }>(
  `SELECT c.id AS "contactId", c.person_id AS "personId", c.channel, c.address, r.id IS NOT NULL AS officer
   FROM contact c LEFT JOIN role_grant r USING (person_id) ORDER BY c.id`,
)
const officers = people.filter(({ officer }) => officer)
const supporters = people.filter(({ officer }) => !officer)
const { rows: needs } = await pool.query(
  'SELECT n.id, a.code FROM need n JOIN address a ON a.id = n.address_id ORDER BY n.id',
)
let drafts = 0
let tick = 0

type Deed = (code: string) => Record<string, unknown>

const given: Deed = (code) => ({
  do: 'recordDelivery',
  draft: `given-${seed}-${++drafts}`,
  delivery: { code, quantity: 1 + below(500), day: '2026-11-30', files: [] },
})
const SUPPORTER: Record<string, Deed> = {
  holdNeed: () => ({ need: pick(needs).id }),
  pledge: () => ({
    draft: `${seed}-${++drafts}`,
    pledge: { need: pick(needs).id, quantity: 1 + below(3_000), name: 'Lan', phone: '+84912345678', starts: 'mai' },
  }),
  acceptProposal: (code) => ({ code }),
  cancelPledge: (code) => ({ code, reason: 'bận' }),
  reportDelivery: given,
}
const OFFICER: Record<string, Deed> = {
  agree: (code) => ({ do: 'decidePledge', code, decision: 'agree' }),
  refuse: (code) => ({ do: 'decidePledge', code, decision: 'refuse', reason: 'chưa phù hợp' }),
  proposePledge: (code) => ({ code, quantity: 1 + below(3_000) }),
  recordDelivery: given,
  confirmDeliveries: (code) => ({ code }),
  changeNeed: () => {
    const { id, code } = pick(needs)
    return { code, need: id, change: { quantity: 5_000 + below(10_000) } }
  },
}

async function one() {
  const who = pick(below(2) ? supporters : officers)
  const what = pick([...Object.keys(who.officer ? OFFICER : SUPPORTER), 'lapse'])
  const { rows } = await pool.query(
    `SELECT id, code FROM pledge WHERE state IN ('held', 'asked', 'proposed', 'agreed') AND ($1 OR person_id = $2) ORDER BY id`,
    [who.officer, who.personId],
  )
  const { id, code } = pick(rows) ?? {}
  // A working morning: officers are told then.
  const now = Date.parse('2026-11-30T10:00+07:00') + tick++
  const effect = { do: what, ...(OFFICER[what] ?? SUPPORTER[what])?.(code ?? 'DK-2026-000000') }
  const handle = HANDLERS[effect.do as keyof Handlers] as (
    tx: Tx,
    who: Who,
    effect: object,
    now: number,
  ) => Promise<unknown>
  console.log(`begin ${what}`)
  await transaction(pool, (tx) => (what === 'lapse' ? lapseHold(tx, id ?? '0', now) : handle(tx, who, effect, now)))
  console.log(`end ${what}`)
}

const forever = async () => {
  for (;;) await one()
}
await Promise.all([forever(), forever()])
