// Campaigns that come back every year: their pieces become broadcasts of a unit, each on its day, to be looked at and approved.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { STOP_LINE } from '../../flows/campaign/form.js'
import { nextRun, readTemplate, type Template } from '../../flows/campaign/template.js'
import type { TemplateRun } from '../../flows/effects/campaign.js'
import { buttonsUnder } from '../../flows/news-buttons.js'
import { inProject } from '../../ops/root.js'
import { type Actor, audit } from '../audit.js'
import type { Db, Tx } from '../database.js'
import { rolesOf } from '../roles.js'

const FOLDER = inProject('data', 'campaigns')
let read: Template[] | undefined

/** What we ship, in the order of its names. */
export function templates(): Template[] {
  read ??= readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => readTemplate(readFileSync(path.join(FOLDER, file), 'utf8')))
  return read
}

/** Whether somebody administers a unit that has none above it: the whole city. Where not, it is noted. */
export async function administersAll(
  tx: Tx,
  by: Actor & { personId: string },
  deed: string,
  now: number,
): Promise<boolean> {
  const units = (await rolesOf(tx, by.personId, now))
    .filter(({ role }) => role === 'administrator')
    .map(({ unit }) => unit)
  const { rowCount } = await tx.query('SELECT FROM unit WHERE code = ANY($1) AND parent_code IS NULL', [units])
  if (rowCount) return true
  await audit(tx, { by, action: 'refuse', on: { kind: 'theme', id: '' }, details: { deed } }, now)
  return false
}

/** The theme of a year; undefined where none was set. */
export async function themeOf(db: Db, year: number): Promise<string | undefined> {
  const { rows } = await db.query<{ text: string }>('SELECT text FROM campaign_theme WHERE year = $1', [year])
  return rows[0]?.text
}

/** The theme of a year's Humanitarian Month, as the Society announced it. Drafts nobody has put into other words take it on. */
export async function setTheme(tx: Tx, year: number, text: string, by: Actor, now: number): Promise<void> {
  await tx.query(
    'INSERT INTO campaign_theme (year, text) VALUES ($1, $2) ON CONFLICT (year) DO UPDATE SET text = excluded.text',
    [year, text],
  )
  await audit(
    tx,
    { by, action: 'changeSetting', on: { kind: 'theme', id: String(year) }, details: { setting: 'theme' } },
    now,
  )
  for (const template of templates().filter(({ themed }) => themed))
    for (const piece of nextRun(template, now, (of) => (of === year ? text : undefined)).filter((p) => p.year === year))
      await tx.query(
        `UPDATE broadcast SET body = jsonb_set(body, '{text}', to_jsonb($2::text)) WHERE occasion = $1 AND state = 'draft' AND form IS NULL`,
        [piece.occasion, `${piece.text}${STOP_LINE}`],
      )
}

/** Makes the pieces of the next run for a unit, those that are not there yet; each once. Undefined where there is no such template. */
export async function useTemplate(
  tx: Tx,
  { key, unit, by, now }: { key: string; unit: string; by: string; now: number },
): Promise<TemplateRun | undefined> {
  const found = templates().find((template) => template.key === key)
  if (!found) return undefined
  const { rows: themes } = await tx.query<{ year: number; text: string }>('SELECT year, text FROM campaign_theme')
  const pieces = nextRun(found, now, (year) => themes.find((theme) => theme.year === year)?.text)
  for (const { occasion, text, buttons, fill, startsAt } of pieces) {
    const body = { text: `${text}${STOP_LINE}`, buttons: buttonsUnder(buttons) }
    await tx.query(
      `INSERT INTO broadcast (unit_code, audience, body, state, created_by, created_at, starts_at, occasion, fill)
       VALUES ($1, '{}', $2, 'draft', $3, $4, $5, $6, $7) ON CONFLICT (unit_code, occasion) DO NOTHING`,
      [unit, JSON.stringify(body), by, new Date(now), new Date(startsAt), occasion, fill ?? null],
    )
  }
  return {
    key,
    name: found.name,
    themed: found.themed,
    pieces: await piecesOf(
      tx,
      unit,
      pieces.map(({ occasion }) => occasion),
    ),
  }
}

async function piecesOf(db: Db, unit: string, occasions: string[]): Promise<TemplateRun['pieces']> {
  const { rows } = await db.query<{
    id: string
    text: string
    state: TemplateRun['pieces'][number]['state']
    at: Date
  }>(
    `SELECT id, body->>'text' AS text, state, starts_at AS at FROM broadcast
     WHERE unit_code = $1 AND occasion = ANY($2) ORDER BY starts_at`,
    [unit, occasions],
  )
  return rows.map(({ at, ...row }) => ({ ...row, startsAt: at.getTime() }))
}
