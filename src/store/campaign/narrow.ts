// An officer's choice among the members of their units, as conditions of the statement that plans.
import type { Narrowing } from '../../flows/effects/campaign.js'

/** A unit and all below it as `name(code)`; a merged unit lies in the one that took it over. */
export const unitAndBelow = (name: string, unit: string) =>
  `${name} AS (SELECT code FROM unit WHERE code = ${unit} UNION SELECT u.code FROM ${name} b JOIN unit u
    ON u.merged_into = b.code OR (u.parent_code = b.code AND u.merged_into IS NULL))`

/** Whether a person is a member of this unit or of what lies below it. */
export const memberOf = (person: string, unit: string) =>
  `EXISTS (WITH RECURSIVE ${unitAndBelow('inside', unit)} SELECT FROM member x
     WHERE x.person_id = ${person} AND x.left_at IS NULL AND x.unit_code IN (SELECT code FROM inside))`

const NOMINATED = 'EXISTS (SELECT FROM nominator n WHERE n.person_id = m.person_id AND n.withdrawn_at IS NULL)'
const PLEDGED = `EXISTS (SELECT FROM pledge g WHERE g.person_id = m.person_id AND g.code IS NOT NULL
  AND g.state NOT IN ('cancelled', 'refused'))`
const HOLDS =
  'SELECT FROM role_grant h WHERE h.person_id = m.person_id AND h.starts_at <= now() AND (h.ends_at IS NULL OR h.ends_at > now())'

/**
 * Conditions on a row `m` of member; only those that were chosen. `by`: the parameter that holds the narrowing as JSON, with
 * `since` for `activeDays`.
 */
export function narrowed({ within, kind, role, nominated, pledged, activeDays }: Narrowing, by: string): string[] {
  const value = (key: string) => `${by}::jsonb->>'${key}'`
  const yes = (condition: string, wanted: boolean) => `AND ${wanted ? '' : 'NOT '}${condition}`
  return [
    ...(within === undefined
      ? []
      : [`AND m.unit_code IN (WITH RECURSIVE ${unitAndBelow('inside', value('within'))} SELECT code FROM inside)`]),
    ...(kind === undefined ? [] : [`AND m.unit_code IN (SELECT code FROM unit WHERE kind = ${value('kind')})`]),
    ...(role === undefined
      ? []
      : role === 'none'
        ? [`AND NOT EXISTS (${HOLDS})`]
        : [`AND EXISTS (${HOLDS} AND h.role = ${value('role')})`]),
    ...(nominated === undefined ? [] : [yes(NOMINATED, nominated)]),
    ...(pledged === undefined ? [] : [yes(PLEDGED, pledged)]),
    ...(activeDays === undefined
      ? []
      : [
          `AND EXISTS (SELECT FROM contact a WHERE a.person_id = m.person_id AND a.last_inbound_at >= (${value('since')})::timestamptz)`,
        ]),
  ]
}
