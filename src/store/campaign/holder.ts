import type { Holder } from '../holder.js'

// Which messages a person got is accounted for by their number alone, and stays. What is still to leave finds no account to
// leave by.
export const holder: Holder = {
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
    'campaign_theme',
  ],
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
