// Statements whose answers nobody reads: taken down in their order, and sent with what comes next.
import type { Tx } from './database.js'
import type { Statement } from './flight.js'

export interface Notes {
  /** Takes down what it is asked to send, which has a name. */
  tx: Tx
  /** What was taken down and not taken from here yet. */
  take(): Statement[]
  /** Sends that, ahead of whatever is asked next. */
  send(tx: Tx): Promise<unknown>[]
}

export function createNotes(): Notes {
  let taken: Statement[] = []
  const query = async (statement: Statement) => {
    if (!statement.name) throw new TypeError('a statement without a name cannot be sent with others')
    taken.push(statement)
    return {}
  }
  function take(): Statement[] {
    const all = taken
    taken = []
    return all
  }
  return { tx: { query } as unknown as Tx, take, send: (tx) => take().map((each) => tx.query(each)) }
}
