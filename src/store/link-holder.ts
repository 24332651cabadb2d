import type { Holder } from './holder.js'

// That two accounts are one is theirs to end; it says nothing but their numbers and outlives what they told.
export const holder: Holder = {
  tables: ['link', 'link_row'],
  stays: ['link.maker_id', 'link.joined_id', 'link_row.person_id'],
  keeps: `EXISTS (SELECT FROM link WHERE $1::bigint IN (maker_id, joined_id) AND state NOT IN ('offered', 'over'))`,
  async held(tx, personId) {
    const { rows } = await tx.query<{ at: string }>(
      `SELECT to_char(joined_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'FMDD/FMMM/YYYY') AS at FROM link
       WHERE maker_id = $1 AND state = 'joined'`,
      [personId],
    )
    return rows[0] ? { lines: [{ label: 'Liên kết Zalo và Telegram', values: [`từ ngày ${rows[0].at}`] }] } : {}
  },
  // A code that was never brought is of no use to anybody.
  async erase(tx, personId) {
    await tx.query(`DELETE FROM link WHERE maker_id = $1 AND state = 'offered'`, [personId])
    return {}
  },
}
