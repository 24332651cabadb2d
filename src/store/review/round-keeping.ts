// Rounds opened and moved by people in chat: who may, what is offered to them, what they read back. The deeds themselves are
// those of the command line (rounds.ts, round-changes.ts).
import type { PoolClient } from 'pg'
import { nextCycle } from '../../flows/cycle.js'
import type { AskedRound, KeptRound, RoundOffer, RoundResults } from '../../flows/effects/round.js'
import { LADDERS, type LadderName, readLadder, stepsOf } from '../../flows/ladder.js'
import { type Programme, ReviewRefusal } from '../../flows/programme.js'
import { ROUND_KEEPERS } from '../../flows/roles.js'
import { dayOf, midnight } from '../../flows/vi/calendar.js'
import { type AuditEntry, audit } from '../audit.js'
import { readCalendar } from '../calendar.js'
import { mayActOn, rolesOf } from '../roles.js'
import type { Reviewer } from './deed.js'
import { stageName } from './files.js'
import { listProgrammes, programmeOf } from './programmes.js'
import { changeLadder, checkDeadline, moveDeadline } from './round-changes.js'
import { roundFigures } from './round-files.js'
import { isSpent, openRound, type Round, roundOf } from './rounds.js'
import { roundSheetName } from './sheet.js'

interface Deed {
  by: Reviewer
  /** Epoch ms. */
  now: number
}

/**
 * Whether somebody may open or move rounds of this stage for this unit: those of the first stage in their scope, of a later
 * one, which judges what others have passed, only who answers for the whole city.
 */
export async function mayKeep(
  tx: PoolClient,
  { by, now }: Deed,
  { programme, stage, unit }: Pick<AskedRound, 'programme' | 'stage' | 'unit'>,
): Promise<boolean> {
  const first = (await programmeOf(tx, programme))?.stages[0]?.code
  const of = stage === first ? unit : await topOf(tx)
  return of !== undefined && (await mayActOn(tx, by.personId, ROUND_KEEPERS, of, now))
}

async function topOf(tx: PoolClient): Promise<string | undefined> {
  const { rows } = await tx.query<{ code: string }>(
    'SELECT code FROM unit WHERE parent_code IS NULL AND closed_at IS NULL ORDER BY code LIMIT 1',
  )
  return rows[0]?.code
}

/** What somebody may open, with what the calendar of each movement proposes. */
export async function offerRound(tx: PoolClient, { by, now }: Deed): Promise<RoundOffer> {
  const held = (await rolesOf(tx, by.personId, now)).filter(({ role }) => ROUND_KEEPERS.includes(role))
  const units = [...new Map(held.map(({ unit, unitName }) => [unit, { code: unit, name: unitName }])).values()]
  const city = await topOf(tx)
  const top = units.find(({ code }) => code === city)?.code
  const workdays = await readCalendar(tx)
  const programmes: RoundOffer['programmes'] = []
  for (const programme of units.length > 0 ? await listProgrammes(tx) : []) {
    const { code, name } = programme
    const cycle = nextCycle(programme, now, workdays)
    const stages = await stagesOf(tx, programme, top !== undefined)
    programmes.push({ code, name, until: endOf(programme), stages, ...(cycle && { cycle }) })
  }
  return { programmes, units, ...(top !== undefined && { top }) }
}

type OfferedStage = RoundOffer['programmes'][number]['stages'][number]

async function stagesOf(tx: PoolClient, programme: Programme, all: boolean): Promise<OfferedStage[]> {
  const stages: OfferedStage[] = []
  for (const stage of all ? programme.stages : programme.stages.slice(0, 1)) {
    const { code, name, most } = stage
    const spent =
      most && (await isSpent(tx, programme.code, stage)) ? { rounds: most.rounds, years: most.years } : undefined
    stages.push({ code, name, ...(spent && { spent }) })
  }
  return stages
}

/** The last moment of its period. */
function endOf({ period }: Programme): number {
  const [year = 0, month = 0, day = 0] = period.to.split('-').map(Number)
  return midnight(dayOf(year, month, day)! + 1) - 1
}

/** Opens a round for somebody in whose scope it lies; else nothing is done, and it says what of it to answer anew. */
export async function openRoundFor(
  tx: PoolClient,
  { round, by, now }: Deed & { round: AskedRound },
): Promise<RoundResults['openRound']> {
  if (!(await mayKeep(tx, { by, now }, round))) {
    await refused(tx, { by, now }, 'openRound', { kind: 'unit', id: round.unit }, round.unit)
    const why = 'Nơi này hoặc bước xét này ngoài phạm vi vai trò của anh/chị.'
    return { is: 'wrong', fault: 'unit', why, offer: await offerRound(tx, { by, now }) }
  }
  try {
    const { id, taken } = await openRound(tx, { ...round, opensAt: round.opensAt ?? now }, by, now)
    const { unassigned } = await roundFigures(tx, id, now)
    return { is: 'opened', taken, unassigned, ...(await keptOf(tx, (await roundOf(tx, id))!, now)) }
  } catch (error) {
    // Every check comes before anything is written.
    if (!(error instanceof ReviewRefusal && error.fault)) throw error
    return { is: 'wrong', fault: error.fault, why: error.message, offer: await offerRound(tx, { by, now }) }
  }
}

/** A round that is open and that somebody may move; 'none' is noted where they may not. */
async function keptRound(
  tx: PoolClient,
  deed: string,
  id: string,
  who: Deed,
): Promise<Round | { is: 'none' | 'over' }> {
  const round = await roundOf(tx, id)
  if (!round) return { is: 'none' }
  if (!(await mayKeep(tx, who, round))) {
    await refused(tx, who, deed, { kind: 'round', id }, round.unit)
    return { is: 'none' }
  }
  return round.closedAt ? { is: 'over' } : round
}

/** Moves a round's deadline for who may: asked for first, then asked whether it is meant, then done. */
export async function moveRoundFor(
  tx: PoolClient,
  { round: id, to, from, submitToo, by, now }: Deed & { round: string; to?: number; from?: number; submitToo?: true },
): Promise<RoundResults['moveRound']> {
  await tx.query('SELECT FROM round WHERE id::text = $1 FOR NO KEY UPDATE', [id])
  const round = await keptRound(tx, 'moveRound', id, { by, now })
  if ('is' in round) return round
  const kept = await keptOf(tx, round, now)
  if (to === undefined) return { is: 'ask', ...kept }
  if (from !== undefined && from !== kept.reviewBy) return { is: 'changed', ...kept }
  if (to === kept.reviewBy) return { is: 'wrong', why: 'Hạn xét của đợt này vốn là ngày ấy rồi.', round: id }
  try {
    if (from === undefined) {
      checkDeadline(round, to, now)
      const steps = stepsOf(round.ladder, to, await readCalendar(tx)).map(({ at }) => at)
      return { is: 'sure', to, steps: steps.filter((at) => at > now), ...kept }
    }
    await moveDeadline(tx, { id, reviewBy: to, ...(submitToo && { submitBy: to }), by, now })
    return { is: 'moved', ...(await keptOf(tx, (await roundOf(tx, id))!, now)) }
  } catch (error) {
    if (!(error instanceof ReviewRefusal)) throw error
    return { is: 'wrong', why: error.message, round: id }
  }
}

/** Gives a round one of the ladders to choose from or one of their own, for who may. */
export async function changeLadderFor(
  tx: PoolClient,
  { round: id, to, by, now }: Deed & { round: string; to?: LadderName | { own: string } },
): Promise<RoundResults['changeLadder']> {
  const round = await keptRound(tx, 'changeLadder', id, { by, now })
  if ('is' in round) return round
  const ladder = typeof to === 'object' ? readLadder(to.own) : to && Object.hasOwn(LADDERS, to) && LADDERS[to]
  if (!ladder || 'wrong' in ladder) return { is: 'shown', ...(await keptOf(tx, round, now)) }
  await changeLadder(tx, { id, ladder, by, now })
  return { is: 'changed', ...(await keptOf(tx, (await roundOf(tx, id))!, now)) }
}

/** A round as a table for who may move it, closed ones too: noted as taken out, since it names people. */
export async function takeRoundFor(
  tx: PoolClient,
  { round: id, by, now }: Deed & { round: string },
): Promise<RoundResults['takeRound']> {
  const round = await roundOf(tx, id)
  if (!round) return { is: 'none' }
  const on = { kind: 'round', id }
  if (!(await mayKeep(tx, { by, now }, round))) {
    await refused(tx, { by, now }, 'takeRound', on, round.unit)
    return { is: 'none' }
  }
  // Zalo takes no spreadsheet, but plain tables.
  const kind = by.channel === 'zalo' ? 'csv' : 'xlsx'
  await audit(tx, { by, action: 'export', on, unit: round.unit, details: { kind } }, now)
  const stage = stageName(await programmeOf(tx, round.programme), round.stage)
  const sheet = { hash: roundSheetName(id, kind, now), name: `dot-xet-${id}.${kind}` }
  return { is: 'taken', round: id, unitName: round.unitName, stage, sheet }
}

async function keptOf(tx: PoolClient, round: Round, now: number): Promise<KeptRound> {
  const { waiting, asked } = await roundFigures(tx, round.id, now)
  return {
    round: round.id,
    unitName: round.unitName,
    stage: stageName(await programmeOf(tx, round.programme), round.stage),
    opensAt: round.opensAt.getTime(),
    submitBy: round.submitBy.getTime(),
    reviewBy: round.reviewBy.getTime(),
    ladder: round.ladder,
    waiting: waiting + asked,
  }
}

function refused(tx: PoolClient, { by, now }: Deed, deed: string, on: AuditEntry['on'], unit: string): Promise<void> {
  return audit(tx, { by, action: 'refuse', on, unit, details: { deed } }, now)
}
