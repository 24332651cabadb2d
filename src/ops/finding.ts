/** What `npm run doctor` found out about one part. Texts never hold a secret. */
export interface Finding {
  /** What was looked at: "database", "telegram". */
  part: string
  mark: 'ok' | 'warn' | 'bad'
  found: string
  /** How to mend it, where there is something to mend. */
  cure?: string
}

export interface Findings {
  ok(found: string): void
  warn(found: string, cure: string): void
  bad(found: string, cure: string): void
  list: Finding[]
}

/** Collects what is found about one part. */
export function findingsOf(part: string): Findings {
  const list: Finding[] = []
  return {
    list,
    ok: (found) => void list.push({ part, mark: 'ok', found }),
    warn: (found, cure) => void list.push({ part, mark: 'warn', found, cure }),
    bad: (found, cure) => void list.push({ part, mark: 'bad', found, cure }),
  }
}
