// What rounds hold of people: what a nominator answered, and numbers of those who reviewed, which are history.
import type { Holder } from '../holder.js'
import { ownConsents, takeBackOwn } from './consent.js'
import { openQuestion } from './files.js'

const SHOWN = 10

export const holder: Holder = {
  follows: [
    'review.reviewer',
    'decision.decided_by',
    'decision.undone_by',
    'recusal.person_id',
    'review_question.asked_by',
    'review_question.answered_by',
    'reminder.person_id',
    'digest.person_id',
    'round.opened_by',
    'regroup.done_by',
    'regroup.undone_by',
    'nominee_consent.recorded_by',
    'consent_code.created_by',
    'consent_code.used_by',
    'nominator_reminder.person_id',
  ],
  tables: [
    'programme',
    'round',
    'review',
    'decision',
    'recusal',
    'review_question',
    'reminder',
    'digest',
    'regroup',
    'nominee_consent',
    'consent_code',
    'nominator_reminder',
  ],
  // A nominee who answered by a code has left nothing else here.
  keeps: 'EXISTS (SELECT FROM consent_code WHERE used_by = $1)',
  async held(tx, personId, whole) {
    const { rows } = await tx.query<{ id: string; question: string; answer: string }>(
      'SELECT id, question, answer FROM review_question WHERE answered_by = $1 ORDER BY id DESC LIMIT $2',
      [personId, whole ? null : SHOWN],
    )
    const decided = await tx.query<{ code: string; day: string }>(
      `SELECT n.code, to_char(d.at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'FMDD/FMMM/YYYY') AS day FROM decision d
       JOIN review r ON r.id = d.review_id JOIN nomination n ON n.id = r.nomination_id
       WHERE d.decided_by = $1 ORDER BY d.id DESC LIMIT $2`,
      [personId, whole ? null : SHOWN],
    )
    const lines = {
      'Bổ sung hồ sơ': rows.map((row) => openQuestion(tx, row)).map(({ question, answer }) => `${question} ${answer}`),
      'Hồ sơ tôi đã xét': decided.rows.map(({ code, day }) => `${code}, ngày ${day}`),
      'Nêu tên tôi ở hồ sơ': (await ownConsents(tx, personId)).map(
        ({ code, given }) => `${code}: ${given ? 'đồng ý' : 'không đồng ý'}`,
      ),
    }
    const told = Object.entries(lines).filter(([, values]) => values.length > 0)
    return told.length > 0 ? { lines: told.map(([label, values]) => ({ label, values })) } : {}
  },
  async erase(tx, personId, now) {
    await takeBackOwn(tx, personId, now)
    await tx.query('UPDATE review_question SET answer = NULL WHERE answered_by = $1', [personId])
    await tx.query('DELETE FROM consent_code WHERE used_by = $1', [personId])
    await tx.query('DELETE FROM digest WHERE person_id = $1', [personId])
    await tx.query('DELETE FROM nominator_reminder WHERE person_id = $1', [personId])
    // A file that went into another names its nominee still: it goes with the last of its accounts.
    await tx.query(
      `DELETE FROM nomination n WHERE n.state = 'merged' AND NOT EXISTS (SELECT FROM nominator m WHERE m.nomination_id = n.id)
         AND NOT EXISTS (SELECT FROM regroup g JOIN nominator m ON m.id = ANY(g.accounts)
           WHERE n.id IN (g.from_id, g.into_id))`,
    )
    return {}
  },
}
