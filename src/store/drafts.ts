import { DAY } from '../flows/schedule.js'
import type { PrismaClient } from './generated/client.js'

export interface DraftCounts {
  people: number
  drafts: number
  /** Last answered within a day, and within a week, before `now`. */
  day: number
  week: number
}

/** How many half-done stories there are. What is in them is their owners' alone. */
export async function countDrafts(prisma: PrismaClient, now: number): Promise<DraftCounts> {
  const [counts] = await prisma.$queryRaw<DraftCounts[]>`
    SELECT count(DISTINCT person_id)::int AS people, count(*)::int AS drafts,
      count(*) FILTER (WHERE (draft->>'updatedAt')::bigint > ${now - DAY}::bigint)::int AS day,
      count(*) FILTER (WHERE (draft->>'updatedAt')::bigint > ${now - 7 * DAY}::bigint)::int AS week
    FROM session, json_array_elements(state->'drafts') AS draft`
  return counts!
}
