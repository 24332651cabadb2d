// What rounds hold of people: what a nominator answered, and numbers of those who reviewed, which are history.
import type { Holder } from '../holder.js'

export const holder: Holder = {
  tables: ['programme', 'round', 'review', 'decision', 'recusal', 'review_question', 'reminder', 'digest'],
  async held(tx, personId) {
    const { rows } = await tx.query<{ question: string; answer: string }>(
      'SELECT question, answer FROM review_question WHERE answered_by = $1 ORDER BY id DESC LIMIT 10',
      [personId],
    )
    if (rows.length === 0) return {}
    return { lines: [{ label: 'Bổ sung hồ sơ', values: rows.map(({ question, answer }) => `${question} ${answer}`) }] }
  },
  async erase(tx, personId) {
    await tx.query('UPDATE review_question SET answer = NULL WHERE answered_by = $1', [personId])
    await tx.query('DELETE FROM digest WHERE person_id = $1', [personId])
    return {}
  },
}
