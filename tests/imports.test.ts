import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

// Imports run one way: main -> app -> bot -> jobs, store -> flows; tools stand beside the app; everybody may use ops.
const MAY_IMPORT: Record<string, string[]> = {
  main: ['app', 'config'],
  app: ['bot', 'config', 'jobs', 'ops', 'sandbox', 'store'],
  tools: ['bot', 'config', 'flows', 'jobs', 'ops', 'sandbox', 'store'],
  bot: ['config', 'flows', 'jobs', 'ops', 'store'],
  jobs: ['ops'],
  store: ['flows', 'ops'],
  config: ['ops', 'sandbox'],
  sandbox: [],
  flows: [],
  ops: [],
}
// One owner per outside thing.
const OWNERS: [RegExp, string[]][] = [
  [/^(@prisma\/|\.\/generated)/, ['store']],
  [/^(bullmq|ioredis)/, ['jobs']],
  [/^grammy/, ['bot/telegram']],
  [/^axios/, ['bot/zalo']],
]

interface Import {
  file: string
  room: string
  from: string
}

const root = path.resolve('src')
const files = (function walk(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name)
    if (name === 'generated' || name === 'page') return []
    return statSync(file).isDirectory() ? walk(file) : file.endsWith('.ts') ? [file] : []
  })
})(root)

const imports: Import[] = files.flatMap((file) => {
  const inside = path.relative(root, file)
  const text = readFileSync(file, 'utf8')
  const froms = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1]!)
  return froms.map((from) => ({ file: inside, room: inside.split('/')[0]!.replace(/\.ts$/, ''), from }))
})

/** The room of ours that an import leads to; undefined for a package. */
function target({ file, from }: Import): string | undefined {
  if (!from.startsWith('.')) return undefined
  const inside = path.relative(root, path.resolve(root, path.dirname(file), from))
  return inside.split('/')[0]!.replace(/\.js$/, '')
}

describe('the house', () => {
  it('is read at all', () => {
    expect(imports.length).toBeGreaterThan(300)
  })

  it('has imports that run one way', () => {
    const crossings = imports.filter((i) => {
      const to = target(i)
      return to !== undefined && to !== i.room && !MAY_IMPORT[i.room]!.includes(to)
    })
    expect(crossings.map((i) => `${i.file} imports ${i.from}`)).toEqual([])
  })

  it('has one owner for each outside thing', () => {
    const trespassers = imports.filter((i) =>
      OWNERS.some(([thing, owners]) => thing.test(i.from) && !owners.some((o) => i.file.startsWith(`${o}/`))),
    )
    expect(trespassers.map((i) => `${i.file} imports ${i.from}`)).toEqual([])
  })

  it('keeps its conversations pure: no clock, no randomness, no network, no disk', () => {
    const flows = files.filter((file) => path.relative(root, file).startsWith('flows'))
    const packages = imports.filter((i) => i.room === 'flows' && !i.from.startsWith('.')).map((i) => i.from)
    expect(new Set(packages)).toEqual(new Set(['zod', 'libphonenumber-js/max']))
    const impure = flows.filter((file) =>
      /Date\.now|Math\.random|new Date\(\)|process\.|fetch\(|crypto/.test(readFileSync(file, 'utf8')),
    )
    expect(impure).toEqual([])
  })

  it('reads the environment in one place', () => {
    const readers = files.filter((file) => /process\.env/.test(readFileSync(file, 'utf8')))
    expect(readers.map((file) => path.relative(root, file))).toEqual(['config/config.ts', 'sandbox/main.ts'])
  })
})
