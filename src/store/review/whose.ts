// Whose a file is: which unit decides it, who may, and who never.
import { atLeast } from '../../flows/roles.js'

/** Roles that may review, for their unit and what lies under it. */
export const REVIEWERS = atLeast('reviewer')
/** Roles that may close a round of their unit or of one under it; who may open and move one is in round-keeping.ts. */
export const CLOSERS = atLeast('officer')

/**
 * The unit that decides a review (of `n`, `r` and its programme `p`): in the first stage that of the nominee, later the
 * one that opened the round, whose own reviewers alone decide then.
 */
export const RESPONSIBLE = `CASE WHEN r.stage = p.body->'stages'->0->>'code' THEN coalesce(n.unit_code, r.unit_code)
    ELSE r.unit_code END`

/** Who may not touch a review (`v` of `n`): they put it forward, or have withdrawn from it. */
export const BARRED = `ARRAY(SELECT person_id FROM nominator WHERE nomination_id = n.id AND person_id IS NOT NULL
         UNION SELECT person_id FROM recusal WHERE review_id = v.id)`

/** The units of a tree under this one ($n), itself included, as `down`. */
export const unitAndBelow = (unit: string) =>
  `down AS (SELECT code FROM unit WHERE code = ${unit}
     UNION SELECT u.code FROM unit u JOIN down ON u.parent_code = down.code)`
