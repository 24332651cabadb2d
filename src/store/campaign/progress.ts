// Where broadcasts stand, counted from their recipients.
import type { Progress } from '../../flows/effects/campaign.js'
import { isQuiet } from '../../flows/schedule.js'
import { dayAt } from '../../flows/vi/calendar.js'
import { isMourning } from '../calendar.js'
import type { Db } from '../database.js'

interface ProgressRow
  extends Omit<Progress, 'quiet' | 'startsAt' | 'startedAt' | 'endedAt' | 'byChannel' | 'byReason'> {
  startsAt: Date | null
  startedAt: Date | null
  endedAt: Date | null
  groups: { state: keyof typeof NONE; channel: string | null; reason: string | null; n: number }[] | null
}

const NONE = { pending: 0, sent: 0, failed: 0, skipped: 0, unknown: 0 }

/** Where broadcasts stand at `now` (epoch ms), the newest first: one, those of some units, or all. */
export async function progressOf(
  db: Db,
  { id, units, limit = 1000 }: { id?: string; units?: string[]; limit?: number },
  now: number,
): Promise<Progress[]> {
  const quiet = isQuiet(now) || (await isMourning(db, dayAt(now)))
  const { rows } = await db.query<ProgressRow>(
    `SELECT b.id, b.state, u.name AS "unitName", b.body->>'text' AS text, b.reason, b.late,
       b.starts_at AS "startsAt", b.started_at AS "startedAt", b.ended_at AS "endedAt",
       (SELECT json_agg(g) FROM (SELECT state, channel, reason, count(*)::int AS n FROM recipient r
          WHERE r.broadcast_id = b.id GROUP BY 1, 2, 3) g) AS groups,
       (SELECT coalesce(json_object_agg(button, n), '{}') FROM (SELECT button, count(*)::int AS n FROM broadcast_press p
          WHERE p.broadcast_id = b.id GROUP BY 1) g) AS presses
     FROM broadcast b JOIN unit u ON u.code = b.unit_code
     WHERE ($1::bigint IS NULL OR b.id = $1) AND ($2::text[] IS NULL OR b.unit_code = ANY($2))
     ORDER BY b.id DESC LIMIT $3`,
    [id ?? null, units ?? null, limit],
  )
  return rows.map(({ groups, startsAt, startedAt, endedAt, reason, ...row }) => {
    const counts = { ...NONE }
    const byChannel: Record<string, number> = {}
    const byReason: Record<string, number> = {}
    for (const { state, channel, reason: why, n } of groups ?? []) {
      counts[state] += n
      if (state === 'sent' && channel) byChannel[channel] = (byChannel[channel] ?? 0) + n
      if (why) byReason[why] = (byReason[why] ?? 0) + n
    }
    return {
      ...row,
      ...counts,
      reason: reason ?? undefined,
      planned: Object.values(counts).reduce((sum, n) => sum + n, 0),
      byChannel,
      byReason,
      startsAt: startsAt?.getTime(),
      startedAt: startedAt?.getTime(),
      endedAt: endedAt?.getTime(),
      quiet: row.state === 'sending' && quiet,
    }
  })
}
