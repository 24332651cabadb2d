// Processor time of processes, where the system tells it (Linux).
import { readFileSync } from 'node:fs'
import type pg from 'pg'

const TICK_MS = 10

/** Milliseconds of processor time that these processes have used; NaN where the system does not tell. */
export function cpuOf(pids: (number | undefined)[]): number {
  return pids.reduce<number>((sum, pid) => {
    try {
      // After the name in brackets: state is field 3, user and system time are 14 and 15.
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
      return sum + (Number(fields[11]) + Number(fields[12])) * TICK_MS
    } catch {
      return process.platform === 'linux' ? sum : Number.NaN
    }
  }, 0)
}

/** The processes that serve a database now. */
export async function serversOf(db: pg.Client): Promise<number[]> {
  const { rows } = await db.query<{ pid: number }>('SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()')
  return rows.map(({ pid }) => pid)
}
