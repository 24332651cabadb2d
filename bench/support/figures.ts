// Figures as people read them: medians over rounds with their spread, tables, ratios.

/** What one round of one contestant came to; latencies in ms. */
export interface Sample {
  perSecond: number
  p50: number
  p99: number
}

export function sample(latencies: number[], seconds: number): Sample {
  const sorted = Float64Array.from(latencies).sort()
  const at = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0
  return { perSecond: latencies.length / seconds, p50: at(0.5), p99: at(0.99) }
}

export function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
}

/** `median (min-max)`. */
export function spread(values: number[]): string {
  return `${short(median(values))} (${short(Math.min(...values))}-${short(Math.max(...values))})`
}

/** The ratio of two contestants, paired by round. */
export function ratio(ours: Sample[], theirs: Sample[]): string {
  return spread(ours.map(({ perSecond }, n) => perSecond / theirs[n]!.perSecond))
}

export function short(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en-US')
  return value.toFixed(value >= 10 ? 1 : 2)
}

/** A Markdown table on stdout. */
export function table(title: string, head: string[], rows: string[][]): void {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  console.log([`\n${title}\n`, line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n'))
}

/** Runs contestants in turn, round after round, so that noise of the machine falls on all of them. */
export async function interleaved<Name extends string, Round extends Sample>(
  rounds: number,
  contestants: Record<Name, () => Promise<Round>>,
): Promise<Record<Name, Round[]>> {
  const names = Object.keys(contestants) as Name[]
  const samples = Object.fromEntries(names.map((name) => [name, [] as Round[]])) as Record<Name, Round[]>
  for (let round = 1; round <= rounds; round++) {
    // Another one begins each round: it meets what the round before has left.
    const from = round % names.length
    for (const name of [...names.slice(from), ...names.slice(0, from)]) {
      const found = await contestants[name]()
      samples[name].push(found)
      console.error(`round ${round} ${name}: ${short(found.perSecond)}/s, p99 ${short(found.p99)} ms`)
    }
  }
  return samples
}

/** A line that a script can read. */
export function printRatio(name: string, value: number): void {
  console.log(`RATIO ${name} ${value.toFixed(3)}`)
}
