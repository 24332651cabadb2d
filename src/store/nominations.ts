// What all that is done to nominations has in common.
import type { PoolClient } from 'pg'
import { queueUp } from './codes.js'

/**
 * Until the transaction ends nobody else sends, joins, withdraws or erases a nomination: duplicates must see each other,
 * and codes have no gaps.
 */
export const lockNominations = (tx: PoolClient): Promise<void> => queueUp(tx)

/** A folded name ($n) with its parts in alphabetical order. */
export const partsOfName = (folded: string) =>
  `(SELECT coalesce(string_agg(part, ' ' ORDER BY part COLLATE "C"), '') FROM unnest(string_to_array(${folded}, ' ')) AS part)`
