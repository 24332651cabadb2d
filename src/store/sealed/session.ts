// A conversation that holds somebody's number, or a form about people in hardship, is sealed as a whole; what the database
// itself asks of it (how many drafts, since when, about which unit) stays beside it. All others are kept as they are.
import { FLOWS } from '../../flows/index.js'
import type { Draft, Session } from '../../flows/session.js'
import { type Db, type Pool, transaction } from '../database.js'
import { keysOf } from '../sealed.js'

interface SealedState extends Pick<Session, 'v' | 'stopped'> {
  drafts: Pick<Draft, 'id' | 'flow' | 'order' | 'updatedAt' | 'answers'>[]
  sealed: string
}

/** Of each form, the keys of answers that are not kept open; all of them where it is about people in hardship. */
const PRIVATE = new Map<string, { all: boolean; keys: string[] }>(
  Object.values(FLOWS).flatMap(({ form }) =>
    form
      ? [[form.flow, { all: form.private === true, keys: form.questions.flatMap((q) => (q.private ? q.key : [])) }]]
      : [],
  ),
)

function isPrivate({ profile, drafts }: Pick<Session, 'profile' | 'drafts'>): boolean {
  return profile?.phone !== undefined || drafts.some(draftIsPrivate)
}

function draftIsPrivate({ flow, answers, notes, kept }: Draft): boolean {
  const { all, keys } = PRIVATE.get(flow) ?? { all: false, keys: [] }
  const filled = (words: Record<string, unknown>) =>
    all ? Object.keys(words).length > 0 : keys.some((key) => key in words)
  return filled(answers) || filled(notes) || filled(kept)
}

const place = (personId: string) => `session.${personId}.state`

/** As it is stored. */
export function sealState(db: object, personId: string, session: Session): unknown {
  if (!isPrivate(session)) return session
  const { v, stopped, drafts } = session
  const state: SealedState = {
    v,
    ...(stopped ? { stopped } : {}),
    drafts: drafts.map(({ id, flow, order, updatedAt, answers: { programme, unit } }) => ({
      id,
      flow,
      order,
      updatedAt,
      answers: PRIVATE.get(flow)?.all ? {} : { programme, unit },
    })),
    sealed: keysOf(db).seal(JSON.stringify(session), place(personId)),
  }
  return state
}

/** As it was before. Throws where it does not open. */
export function openState(db: object, personId: string, state: unknown): unknown {
  const sealed = sealedIn(state)
  return sealed === undefined ? state : JSON.parse(keysOf(db).open(sealed, place(personId)))
}

function sealedIn(state: unknown): string | undefined {
  const { sealed } = (state ?? {}) as Partial<SealedState>
  return typeof sealed === 'string' ? sealed : undefined
}

export async function sessionKeys(db: Db): Promise<{ key: string; n: number }[]> {
  const { rows } = await db.query<{ key: string; n: number }>(
    `SELECT substr(state->>'sealed', 4, 12) AS key, count(*)::int AS n FROM session WHERE state->>'sealed' IS NOT NULL GROUP BY 1`,
  )
  return rows
}

const PORTION = 200

/** Seals by the current key the conversations that are to be sealed and are not sealed by it. Gives how many. */
export async function resealSessions(pool: Pool): Promise<number> {
  let done = 0
  for (let last: string | undefined = '0'; last !== undefined; ) {
    const after: string = last
    last = await transaction(pool, async (tx) => {
      const { rows } = await tx.query<{ id: string; state: Session }>(
        `SELECT person_id AS id, state FROM session WHERE person_id > $1 AND substr(state->>'sealed', 4, 12) IS DISTINCT FROM $2
           AND (state->>'sealed' IS NOT NULL OR state->'profile' IS NOT NULL OR json_array_length(state->'drafts') > 0)
         ORDER BY person_id LIMIT ${PORTION} FOR UPDATE`,
        [after, keysOf(tx).current()],
      )
      for (const { id, state } of rows) {
        const session = openState(tx, id, state) as Session
        if (sealedIn(state) === undefined && !(session.drafts && isPrivate(session))) continue
        const sealed = sealState(tx, id, session)
        await tx.query('UPDATE session SET state = $2 WHERE person_id = $1', [id, JSON.stringify(sealed)])
        done += 1
      }
      return rows.length < PORTION ? undefined : rows.at(-1)!.id
    })
  }
  return done
}
