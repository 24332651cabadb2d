import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import pg from 'pg'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { StartError } from '../../../src/ops/start-error.js'
import { type Embedded, type EmbeddedOptions, startEmbedded } from '../../../src/store/embedded/embedded.js'
import { startProcess } from '../../support/process.js'
import { removeFolder, tempFolder } from '../../support/temp-folder.js'

const isRoot = process.getuid?.() === 0
const log = pino({ level: 'silent' })
let dataDir: string
let running: Embedded[] = []

beforeAll(() => {
  dataDir = path.join(tempFolder(), 'data')
})

afterEach(async () => {
  for (const embedded of running) await embedded.stop()
  running = []
})

afterAll(() => removeFolder(path.dirname(dataDir)))

async function start(options: Partial<EmbeddedOptions> = {}): Promise<Embedded> {
  const embedded = await startEmbedded({ dataDir, log, settings: { fsync: 'off' }, ...options })
  running.push(embedded)
  return embedded
}

async function query<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T | undefined> {
  const client = new pg.Client(url)
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<T>(sql)).rows[0]
  } finally {
    await client.end()
  }
}

const startedAt = (url: string) => query<{ at: Date }>(url, 'select pg_postmaster_start_time() as at')

/** The one line a start is refused with. */
async function refusal(options: Partial<EmbeddedOptions> = {}): Promise<string> {
  const error = await start(options).then(
    () => undefined,
    (reason: Error) => reason,
  )
  expect(error).toBeInstanceOf(StartError)
  expect(error?.message).not.toContain('\n')
  return error!.message
}

function ownerProcess(env: NodeJS.ProcessEnv = process.env) {
  return startProcess([path.join(import.meta.dirname, 'embedded-owner.ts'), dataDir], { env })
}

describe('one DATA_DIR, from the first start on', () => {
  test('makes a database for Vietnamese, open to our password only', async () => {
    const { url } = await start()
    const row = await query(
      url,
      `select lower('ĐẶNG THỊ ÁNH') as lower, current_setting('server_encoding') as encoding`,
    )
    expect(row).toEqual({ lower: 'đặng thị ánh', encoding: 'UTF8' })
    expect(statSync(path.join(dataDir, 'postgres.password')).mode & 0o777).toBe(0o600)
    const stranger = new URL(url)
    stranger.password = 'guess'
    await expect(query(stranger.href, 'select')).rejects.toThrow('password authentication failed')
    expect(new URL(url).hostname).toBe('127.0.0.1')
    await query(url, `create table kept as select 'xin chào' as text`)
  })

  test('stops its server, and a later start finds the data on the same port', async () => {
    const port = readFileSync(path.join(dataDir, 'postgres.port'), 'utf8')
    expect(existsSync(path.join(dataDir, 'postgres/postmaster.pid'))).toBe(false)
    const { url } = await start()
    expect(new URL(url).port).toBe(port)
    expect(await query(url, 'select text from kept')).toEqual({ text: 'xin chào' })
  })

  test('asks for its server at once: whoever starts it may leave the event loop no further turn for long', async () => {
    const aside = path.join(dataDir, 'postgres/server.log.1')
    rmSync(aside)
    const starting = start()
    await setImmediate()
    // Put aside just before.
    expect(existsSync(aside)).toBe(true)
    await starting
  })

  test('takes over the server of a killed process', async () => {
    // Settings meant for PostgreSQL's own tools are not for ours.
    const owner = ownerProcess({ ...process.env, PGPORT: '1', PGDATA: '/nowhere', PGSSLMODE: 'require' })
    const before = await startedAt((await owner.says(/ready (\S+)/))[1]!)
    owner.signal('SIGKILL')
    await owner.exited
    const { url } = await start()
    expect(await startedAt(url)).toEqual(before)
  })

  test('refuses a second owner; a tool may join and leaves the server running', async () => {
    const { url } = await start()
    expect(await refusal()).toBe(
      `DATA_DIR: another Nhân Ái is already running with ${dataDir}; stop it, or give this one a DATA_DIR of its own`,
    )
    const guest = await startEmbedded({ dataDir, log, join: true })
    expect(await query(guest.url, 'select text from kept')).toEqual({ text: 'xin chào' })
    await guest.stop()
    expect(await query(url, 'select text from kept')).toEqual({ text: 'xin chào' })
  })

  test('a tool that joins nobody runs the server itself', async () => {
    const alone = await start({ join: true })
    expect(await query(alone.url, 'select text from kept')).toEqual({ text: 'xin chào' })
  })

  test('moves to another port when its own is taken', async () => {
    const port = Number(readFileSync(path.join(dataDir, 'postgres.port'), 'utf8'))
    const other = createServer().listen(port, '127.0.0.1')
    await once(other, 'listening')
    const { url } = await start()
    other.close()
    expect(new URL(url).port).not.toBe(String(port))
    expect(readFileSync(path.join(dataDir, 'postgres.port'), 'utf8')).toBe(new URL(url).port)
  })

  test('is not held up by a pid file whose number belongs to another program', async () => {
    const data = path.join(dataDir, 'postgres')
    const { uid, gid } = statSync(data)
    const stranger = spawn('sleep', ['600'], isRoot ? { uid, gid } : {})
    await once(stranger, 'spawn')
    writeFileSync(
      path.join(data, 'postmaster.pid'),
      `${stranger.pid}\n${realpathSync(data)}\n1\n1\n\n127.0.0.1\n1 1\nready\n`,
    )
    const { url } = await start()
    expect(await query(url, 'select text from kept')).toEqual({ text: 'xin chào' })
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull()
    stranger.kill('SIGKILL')
  })

  test('tells when the password is gone', async () => {
    const file = path.join(dataDir, 'postgres.password')
    renameSync(file, `${file}.away`)
    expect(await refusal()).toMatch(/^DATA_DIR: .*postgres\.password is gone/)
    renameSync(`${file}.away`, file)
  })

  test('tells when the data do not fit the program', async () => {
    const file = path.join(dataDir, 'postgres/PG_VERSION')
    writeFileSync(file, '12\n')
    expect(await refusal()).toMatch(/^DATA_DIR: .*incompatible with server.*server\.log$/)
  })
})

describe('a fresh DATA_DIR', () => {
  beforeAll(() => {
    removeFolder(path.dirname(dataDir))
    dataDir = path.join(tempFolder(), 'data')
  })

  test('survives being killed while the database is made', async () => {
    const owner = ownerProcess()
    const made = () => existsSync(dataDir) && readdirSync(dataDir).some((name) => name.startsWith('postgres.new-'))
    await vi.waitUntil(made, { timeout: 20_000, interval: 2 })
    owner.signal('SIGKILL', { group: true })
    await owner.exited
    expect(existsSync(path.join(dataDir, 'postgres'))).toBe(false)
    const { url } = await start()
    expect(await query(url, 'select 1 as one')).toEqual({ one: 1 })
    expect(readdirSync(dataDir).sort()).toEqual(['postgres', 'postgres.password', 'postgres.port'])
  })

  test('asked for by two at once has one owner', async () => {
    rmSync(dataDir, { recursive: true })
    const results = await Promise.allSettled([start(), start()])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(results.find((result) => result.status === 'rejected')?.reason).toBeInstanceOf(StartError)
  })

  test('that cannot be written is told in one line, with the cure', async () => {
    const file = path.join(path.dirname(dataDir), 'file')
    writeFileSync(file, '')
    const inFile = path.join(file, 'data')
    expect(await refusal({ dataDir: inFile })).toBe(
      `DATA_DIR: ${inFile} cannot be written (ENOTDIR); give this user the right to, or set DATA_DIR to another folder`,
    )
  })
})

describe.runIf(isRoot)('root, in a folder only root may enter', () => {
  const room = tempFolder()
  chmodSync(room, 0o700)

  test('keeps the data where the database may reach them, linked from DATA_DIR', async () => {
    const embedded = await start({ dataDir: path.join(room, 'data') })
    const link = path.join(room, 'data/postgres')
    const data = realpathSync(link)
    expect(lstatSync(link).isSymbolicLink()).toBe(true)
    expect(data).not.toContain(room)
    await query(embedded.url, `create table kept as select 'xin chào' as text`)
    await embedded.stop()

    const again = await start({ dataDir: path.join(room, 'data') })
    expect(await query(again.url, 'select text from kept')).toEqual({ text: 'xin chào' })
    await again.stop()
    removeFolder(data)
    expect(await refusal({ dataDir: path.join(room, 'data') })).toMatch(/^DATA_DIR: what .* points to is gone/)
    removeFolder(room)
  })
})

test('a server that ends by itself is started again where it was', async () => {
  const { url } = await start()
  const before = await startedAt(url)
  const [pid] = readFileSync(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')
  process.kill(Number(pid), 'SIGKILL')
  await vi.waitFor(async () => expect((await startedAt(url))!.at).not.toEqual(before!.at), { timeout: 40_000 })
}, 60_000)
