// Statements that need no answer of each other, sent with one Sync and answered in one piece. As queries of their own each is
// answered apart, even in a pipeline, and every answer wakes this process.
import pg from 'pg'
import { type Pool, type Tx, together } from './database.js'

/** A prepared statement with its values. */
export interface Statement {
  name: string
  text: string
  values: unknown[]
}

// What the client has beyond its types.
interface Wire {
  parsedStatements: Record<string, string>
  stream: { cork(): void; uncork(): void; destroy(): void }
  sync(): void
}
interface Sendable {
  callback(error: Error): void
  prepare(wire: Wire): void
}

type Done = (error: Error | null, results?: pg.QueryResult | pg.QueryResult[]) => void

/** Several statements, all prepared on the connection, as one query of the client's. */
class Flight extends pg.Query {
  readonly #statements: Statement[]

  constructor(statements: Statement[], callback: Done) {
    super({ text: 'flight', callback } as pg.QueryConfig)
    this.#statements = statements
  }

  /** By this the client sends a query; the answers come to what `pg.Query` has for several statements in one text. */
  override submit = (connection: unknown): Error | null => {
    const wire = connection as Wire
    // Each ends with a Sync of its own, up to which all that was sent stands or falls together: only the last is let through.
    const within: Wire = Object.create(wire, { sync: { value() {} } })
    let unfit: Error | null = null
    wire.stream.cork()
    for (const statement of this.#statements) {
      const one = new pg.Query(statement) as unknown as Sendable
      one.callback = (error) => {
        unfit ??= error
      }
      one.prepare(within)
    }
    // A value that cannot be sent: what was written before it must not leave either.
    if (unfit) wire.stream.destroy()
    else wire.sync()
    wire.stream.uncork()
    return unfit
  }
}

/**
 * Runs the statements in order as one transaction: all of them happen or, when one throws, none. Gives the result of each.
 * What a connection has not run yet travels in the usual way, which prepares it.
 */
export async function inOneFlight(pool: Pool, statements: Statement[]): Promise<pg.QueryResult[]> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    return await (isPrepared(client, statements) ? fly(client, statements) : prepare(client, statements))
  } catch (error) {
    // What PostgreSQL refuses ends the transaction; what did not come from there leaves nobody knows what behind.
    if (!(error instanceof pg.DatabaseError)) broken = error as Error
    throw error
  } finally {
    client.release(broken)
  }
}

function isPrepared(client: Tx, statements: Statement[]): boolean {
  const { parsedStatements } = (client as unknown as { connection: Wire }).connection
  return statements.every(({ name, text }) => parsedStatements[name] === text)
}

function fly(client: Tx, statements: Statement[]): Promise<pg.QueryResult[]> {
  return new Promise((resolve, reject) => {
    client.query(new Flight(statements, (error, results) => (error ? reject(error) : resolve([results!].flat()))))
  })
}

async function prepare(client: Tx, statements: Statement[]): Promise<pg.QueryResult[]> {
  const begun = client.query('begin')
  const results = statements.map((statement) => client.query(statement))
  const [, done] = await together([begun, together(results), client.query('commit')])
  return done
}
