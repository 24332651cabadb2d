// What is on record against what was said: every difference in a line that says who, what was expected, what was found.
import { isDeepStrictEqual } from 'node:util'
import type { Pool } from 'pg'
import type { Draft } from '../../../src/flows/session.js'
import type { Sandbox } from '../../../src/sandbox/server.js'
import { withPhone } from '../../../src/store/nominate.js'
import { openState } from '../../../src/store/sealed/session.js'
import { expectation, type Teller } from './teller.js'

interface Found {
  drafts: Draft[] | null
  consents: number
  events: number
  messages: number
  photos: number
  nudges: number
  sent: { code: string; joined: boolean; answers: Record<string, unknown> }[]
}

export interface Reckoning {
  wrong: string[]
  /** Messages that reached people more than once: a copy left, and the process died before it could write that down. */
  doubles: number
}

/** Everything that is wrong. To be asked when nothing is on its way any more. */
export async function reckon(
  pool: Pool,
  sandbox: Sandbox,
  tellers: Teller[],
  { mayBeLate }: { mayBeLate: boolean },
): Promise<Reckoning> {
  let doubles = 0
  const found = await readPeople(pool)
  const people = tellers
    .filter((teller) => teller.acts > 0)
    .flatMap((teller) => {
      const { platform, person } = teller
      const address = platform === 'telegram' ? sandbox.telegram.chatId(person) : sandbox.people.zaloUserId(person)
      const record = found.get(`${platform} ${address}`)
      const wrong = compare(teller, record)
      doubles += teller.messages - (record?.messages ?? 0)
      if (teller.asked && !teller.askedLast && !mayBeLate) wrong.push('was asked, then heard something older')
      return wrong.map((line) => `${platform} ${person} at step ${teller.at}: ${line}`)
    })
  const whole = await brokenWhole(pool, tellers)
  same(whole, 'updates not confirmed', 0, sandbox.telegram.pendingUpdates())
  const { waiting, lost } = sandbox.zalo.counters()
  same(whole, 'Zalo events not taken', { waiting: 0, lost: 0 }, { waiting, lost })
  return { wrong: [...people, ...whole], doubles }
}

// Longer than the second wait of a message that could not be sent (2 s, 10 s, a minute).
const PATIENCE_MS = 90_000

/** Waits until nothing is on its way: no event, no message, no file. Gives up after a while: the reckoning then tells. */
export async function quiet(pool: Pool, sandbox: Sandbox): Promise<void> {
  // A download that died with its process is tried again after two minutes: let them pass.
  await pool.query(`UPDATE file SET next_try_at = now() WHERE state = 'wanted'`)
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; ) {
    const { rows } = await pool.query<{ owed: number }>(
      `SELECT (SELECT count(*) FROM inbox WHERE state = 'pending')::int
         + (SELECT count(*) FROM outbox WHERE state = 'pending')::int
         + (SELECT count(*) FROM file WHERE state = 'wanted')::int AS owed`,
    )
    const coming = sandbox.telegram.pendingUpdates() + sandbox.zalo.counters().waiting
    if (coming + rows[0]!.owed === 0) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function compare(teller: Teller, found: Found | undefined): string[] {
  if (!found) return ['nothing is on record']
  const { story, at, asked } = teller
  const wanted = expectation(teller)
  const begun = wanted.consents > 0
  const [draft] = found.drafts ?? []
  const [sent] = found.sent
  const lines = teller.surprises.map((words) => `a surprise: ${words}`)
  if (!asked) lines.push(`was never asked ${story[at]!.key} (${story[at]!.hears.slice(0, 80)})`)
  same(lines, 'consents', wanted.consents, found.consents)
  same(lines, 'events on record', teller.acts, found.events)
  if (teller.messages < found.messages) same(lines, 'messages that reached them', found.messages, teller.messages)
  same(lines, 'photos', wanted.photos, found.photos)
  same(lines, 'drafts', begun && !wanted.sent ? 1 : 0, found.drafts?.length ?? 0)
  same(lines, 'reminders', begun && !wanted.sent ? 1 : 0, found.nudges)
  same(lines, 'nominations', wanted.sent ? 1 : 0, found.sent.length)
  if (sent) {
    // The choice to answer one by one is a step on the way, and not sent.
    const { virtues: _step, ...answers } = wanted.answers
    same(lines, 'answers', answers, plain(sent.answers))
    same(lines, 'joined', false, sent.joined)
    same(lines, 'code', teller.code, sent.code)
  }
  if (draft && !wanted.sent) {
    same(lines, 'answers', wanted.answers, plain(draft.answers))
    same(lines, 'notes', wanted.notes, plain(draft.notes))
  }
  return lines
}

function same(lines: string[], what: string, expected: unknown, found: unknown): void {
  if (isDeepStrictEqual(expected, found)) return
  lines.push(`${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`)
}

/** Answers in the form a story knows them: places by name, files by number. */
function plain(answers: Record<string, unknown>): Record<string, unknown> {
  const { unit, evidence, ...rest } = answers as {
    unit?: { name: string }
    evidence?: { files: unknown[]; links: string[] }
  }
  return {
    ...rest,
    ...(unit && { unit: unit.name }),
    ...(evidence && { evidence: { ...evidence, files: evidence.files.length } }),
  }
}

async function readPeople(pool: Pool): Promise<Map<string, Found>> {
  const { rows } = await pool.query<
    Omit<Found, 'drafts' | 'sent'> & {
      channel: string
      address: string
      person: string
      state: unknown
      sent: (Found['sent'][number] & { draftId: string; phone: string })[]
    }
  >(
    `SELECT c.channel, c.address, c.person_id AS person, s.state,
       (SELECT count(*)::int FROM consent x WHERE x.person_id = c.person_id) AS consents,
       (SELECT count(*)::int FROM inbox i WHERE i.channel = c.channel AND i.address = c.address) AS events,
       (SELECT coalesce(sum(cardinality(string_to_array(o.external_id, ','))), 0)::int FROM outbox o
         WHERE o.contact_id = c.id) AS messages,
       (SELECT count(*)::int FROM file f WHERE f.person_id = c.person_id AND f.state = 'stored') AS photos,
       (SELECT count(*)::int FROM timer t WHERE t.kind = 'nudge' AND t.scope LIKE c.person_id || ':%') AS nudges,
       coalesce((SELECT json_agg(json_build_object('code', n.code, 'joined', r.joined, 'answers', r.answers,
           'draftId', r.draft_id, 'phone', r.phone))
         FROM nominator r JOIN nomination n ON n.id = r.nomination_id WHERE r.person_id = c.person_id), '[]') AS sent
     FROM contact c JOIN session s ON s.person_id = c.person_id`,
  )
  return new Map(
    rows.map(({ person, state, sent, ...row }) => {
      const { drafts = null } = openState(pool, person, state) as { drafts?: Draft[] }
      const told = sent.map((each) => {
        const { code, joined, answers } = withPhone(pool, each)
        return { code, joined, answers }
      })
      return [`${row.channel} ${row.address}`, { ...row, drafts, sent: told }]
    }),
  )
}

/** Rows left over, and codes: as many as finished, from 1 on without a gap. */
async function brokenWhole(pool: Pool, tellers: Teller[]): Promise<string[]> {
  const lines: string[] = []
  const finished = tellers.filter((teller) => expectation(teller).sent).length
  const { rows: codes } = await pool.query<{ code: string }>('SELECT code FROM nomination ORDER BY code')
  const numbers = codes.map(({ code }) => Number(code.slice(-6)))
  same(
    lines,
    'codes',
    Array.from({ length: finished }, (_, n) => n + 1),
    numbers,
  )
  const { rows: left } = await pool.query(
    `SELECT 'inbox' AS where, state, channel, address, error AS why FROM inbox WHERE state <> 'handled'
     UNION ALL
     SELECT 'outbox', state, c.channel, c.address, reason FROM outbox o JOIN contact c ON c.id = o.contact_id
     WHERE state <> 'sent'`,
  )
  return [...lines, ...left.map((row) => `left over: ${JSON.stringify(row)}`)]
}
