import type { Holder } from '../holder.js'

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
  async held(tx, personId) {
    const { rows } = await tx.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM recipient r JOIN broadcast b ON b.id = r.broadcast_id
       WHERE r.person_id = $1 AND r.state IN ('sent', 'unknown')`,
      [personId],
    )
    return rows[0]!.n > 0 ? { lines: [{ label: 'Tin chung đã gửi', values: [`${rows[0]!.n}`] }] } : {}
  },
  async erase(tx, personId) {
    await tx.query('DELETE FROM broadcast_press WHERE person_id = $1', [personId])
    return {}
  },
}
