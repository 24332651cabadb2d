// Words that are each said once, and where they lie.
import type { Pool } from 'pg'
import { openState } from '../../../src/store/sealed/session.js'
import { openedRow, rowText } from '../../support/search.js'

const CONSONANTS = 'bdghlmn'
const VOWELS = 'aeiou'
export const WORD = /Kh(?:[bdghlmn][aeiou]){4}q/gi

/** Gives a word of four syllables that no other sentence holds: Khbabababaq, Khdabababaq … */
export function words(): () => string {
  let given = 0
  return () => {
    let rest = given++
    let said = 'Kh'
    for (let n = 0; n < 4; n++) {
      said += CONSONANTS[rest % CONSONANTS.length]
      rest = Math.trunc(rest / CONSONANTS.length)
      said += VOWELS[rest % VOWELS.length]
      rest = Math.trunc(rest / VOWELS.length)
    }
    return `${said}q`
  }
}

export const wordsIn = (text: string): string[] => [...text.matchAll(WORD)].map(([word]) => word.toLowerCase())

// Where what people tell lies in rows that name them.
const TOLD = ['session', 'ticket', 'nominator', 'pledge', 'file']

interface Held {
  person: string
  word: string
  /** For whoever must understand a failure. */
  where: string
}

/** Every word in what people have told, with whom its row names. */
export async function held(pool: Pool, person?: string): Promise<Held[]> {
  const all: Held[] = []
  for (const table of TOLD) {
    const { rows } = await pool.query(`SELECT * FROM ${table} WHERE $1::bigint IS NULL OR person_id = $1`, [person])
    for (const row of rows) {
      const whose = String(row.person_id)
      const open = openedRow(pool, table, row)
      if (table === 'session') open.state = unheard(open.state)
      const text = rowText({ table, row: open })
      for (const word of wordsIn(text)) {
        const at = text.toLowerCase().indexOf(word)
        all.push({ person: whose, word, where: `${table}: …${text.slice(Math.max(0, at - 200), at + 80)}…` })
      }
    }
  }
  return all
}

export const wordsHeldOf = async (pool: Pool, person: string): Promise<Set<string>> =>
  new Set((await held(pool, person)).map(({ word }) => word))

/** Words of what somebody has half told. */
export async function halfTold(pool: Pool, person: string): Promise<string[]> {
  const { rows } = await pool.query('SELECT state FROM session WHERE person_id = $1', [person])
  return wordsIn(JSON.stringify(unheard(openState(pool, person, rows[0]?.state ?? {}))))
}

/** What was said lately and went into no answer is forgotten before long. */
const unheard = (state: unknown) => ({ ...(state as object), heard: [] })
