import type { Holder } from '../holder.js'
import { goingOnAs } from '../people.js'

// Which messages a person got is accounted for by their number alone, and stays. What is still to leave is
// skipped when its turn comes: an erased person's consent is withdrawn.
export const holder: Holder = {
  // A press answers one message: who pressed it first has answered.
  follows: ['broadcast.created_by', 'broadcast.approved_by', 'campaign.created_by', 'broadcast_press.person_id'],
  // Chunks count by person: a row that moved would fall out of its chunk.
  stays: ['recipient.person_id'],
  tables: [
    'broadcast',
    'recipient',
    'broadcast_press',
    'broadcast_chunk',
    'campaign',
    'issue',
    'campaign_setting',
    'pace',
    'front_door',
    'live_message',
    'allowance',
    'template_offer',
    'campaign_theme',
  ],
  // One broadcast reaches a person once.
  async join(tx, { kept, joined }) {
    await tx.query(
      `UPDATE recipient j SET state = 'skipped', reason = 'otherAccount' FROM recipient k
       WHERE j.person_id = $2 AND k.person_id = $1 AND k.broadcast_id = j.broadcast_id AND j.state = 'pending'
         AND k.state IN ('pending', 'sent', 'unknown') AND NOT EXISTS (
           SELECT FROM broadcast_chunk h WHERE h.broadcast_id = j.broadcast_id AND h.channel = j.channel
             AND j.person_id BETWEEN h.first AND h.last AND h.claimed_by IS NOT NULL)`,
      [kept, joined],
    )
  },
  async held(tx, personId, whole) {
    const day = (at: string) => `to_char(${at} AT TIME ZONE 'Asia/Ho_Chi_Minh', 'FMDD/FMMM/YYYY')`
    const { rows } = await tx.query<{ day: string | null; channel: string | null; pressed: string[] | null }>(
      // What was sent to their other account stays where it was, and what they pressed there may have followed them.
      `WITH sent AS (SELECT *, row_number() OVER (PARTITION BY broadcast_id ORDER BY person_id = $1 DESC, person_id) = 1 AS first
         FROM recipient WHERE person_id = ANY($2::bigint[]) AND state IN ('sent', 'unknown'))
       SELECT ${day('r.sent_at')} AS day, r.channel,
         (SELECT array_agg(p.button || ' ' || ${day('p.at')} ORDER BY p.at) FROM broadcast_press p
          WHERE p.broadcast_id = r.broadcast_id AND p.person_id = ANY($2::bigint[]) AND r.first) AS pressed
       FROM sent r ORDER BY r.broadcast_id, r.person_id`,
      [personId, [personId, ...(await goingOnAs(tx, personId))]],
    )
    if (rows.length === 0) return {}
    const each = rows.map(({ day, channel, pressed }) =>
      [day ?? 'chưa rõ ngày', channel, pressed && `đã bấm: ${pressed.join('; ')}`].filter(Boolean).join(', '),
    )
    return { lines: [{ label: 'Tin chung đã gửi', values: whole ? each : [`${rows.length}`] }] }
  },
  async erase(tx, personId) {
    await tx.query('DELETE FROM broadcast_press WHERE person_id = $1', [personId])
    return {}
  },
}
