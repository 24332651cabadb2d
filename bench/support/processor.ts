// Processor time beside throughput: on a machine that others use too, it is the steadier of the two.
import { readdirSync, readFileSync } from 'node:fs'

const TICK_MS = 10

/** Processor time of the servers' processes so far, ms, those that have ended included; NaN where there is no /proc. */
export function processorOf(root: number): number {
  try {
    const all = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => statOf(name) ?? [])
    const own = all.filter(({ pid, parent }) => pid === root || parent === root)
    return own.reduce((sum, { pid, self, children }) => sum + self + (pid === root ? children : 0), 0) * TICK_MS
  } catch {
    return Number.NaN
  }
}

/** Of this process, ms. */
export function ownProcessor(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Fields of proc(5): 4 the parent, 14 and 15 time of its own, 16 and 17 of children that it has waited for. */
function statOf(name: string) {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [parent, user, system, childUser, childSystem] = [1, 11, 12, 13, 14].map((n) => Number(fields[n]))
    return { pid: Number(name), parent, self: user! + system!, children: childUser! + childSystem! }
  } catch {
    return undefined
  }
}
