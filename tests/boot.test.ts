import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from './support/database.js'
import { freePort } from './support/free-port.js'
import { type RunningProcess, startProcess } from './support/process.js'
import { removeFolder, tempFolder } from './support/temp-folder.js'

const folder = tempFolder()
const dataDir = path.join(folder, 'data')
// Blank settings win over a developer's own .env.
const names = readFileSync('.env.example', 'utf8').matchAll(/^# ([A-Z_]+)=/gm)
const blank = Object.fromEntries([...names].map(([, name]) => [name!, '']))
let ports: { PORT: string; SANDBOX_PORT: string }

beforeAll(() => execFileSync(process.execPath, ['scripts/setup.mjs']), 120_000)

beforeEach(async () => {
  ports = { PORT: String(await freePort()), SANDBOX_PORT: String(await freePort()) }
})

afterAll(() => removeFolder(folder))

function npmStart(settings: Record<string, string> = {}): RunningProcess {
  return startProcess(['scripts/start.mjs'], {
    env: { ...process.env, ...blank, ...ports, DATA_DIR: dataDir, LOG_LEVEL: 'warn', ...settings },
  })
}

async function served(): Promise<RunningProcess> {
  const app = npmStart()
  await app.says(/is ready at/)
  return app
}

/** The server of dataDir, undefined when none is left. */
function postgres(): number | undefined {
  const file = path.join(dataDir, 'postgres/postmaster.pid')
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined
}

async function status(url: string): Promise<number> {
  return (await fetch(url)).status
}

describe('npm start', () => {
  test('serves both pages until Ctrl-C, and leaves nothing running', async () => {
    const app = await served()
    expect(await status(`http://127.0.0.1:${ports.PORT}/healthz`)).toBe(200)
    expect(await status(`http://127.0.0.1:${ports.SANDBOX_PORT}/`)).toBe(200)
    const server = postgres()!
    process.kill(server, 0)
    // As from a terminal: to everybody in it, and once more by npm.
    app.signal('SIGINT', { group: true })
    app.signal('SIGINT')
    expect(await app.exited).toBe(0)
    expect(postgres()).toBeUndefined()
    expect(app.said()).not.toMatch(/57P01|Error/)
  })

  test('goes on after kill -9, while the database it left is still running', async () => {
    const killed = await served()
    const server = postgres()
    killed.signal('SIGKILL')
    await killed.exited
    const app = await served()
    expect(postgres()).toBe(server)
    expect(await status(`http://127.0.0.1:${ports.PORT}/healthz`)).toBe(200)
    app.signal('SIGTERM')
    expect(await app.exited).toBe(0)
    expect(postgres()).toBeUndefined()
  })
})

test('a later start takes the code that an earlier one compiled', async () => {
  const inodes: number[] = []
  for (let times = 0; times < 2; times++) {
    const app = await served()
    app.signal('SIGTERM')
    expect(await app.exited).toBe(0)
    inodes.push(statSync('.setup/compiled').ino)
  }
  expect(inodes[1]).toBe(inodes[0])
})

describe('what a person can mend is told in one line each', () => {
  async function refusal(settings: Record<string, string>): Promise<string[]> {
    const app = npmStart(settings)
    expect(await app.exited).toBe(1)
    expect(postgres()).toBeUndefined()
    return app.said().trim().split('\n')
  }

  test('malformed settings, all at once', async () => {
    expect(await refusal({ PORT: 'eighty', ROLE: 'boss' })).toEqual([
      expect.stringMatching(/^PORT: eighty is not a port/),
      expect.stringMatching(/^ROLE: boss is not known/),
    ])
  })

  test.each(['PORT', 'SANDBOX_PORT'] as const)('%s taken by another program', async (setting) => {
    const other = createServer().listen(Number(ports[setting]), '127.0.0.1')
    await once(other, 'listening')
    const lines = await refusal({})
    other.close()
    expect(lines).toEqual([
      `${setting}: ${ports[setting]} is taken by another program; stop that one, or set another port`,
    ])
  })

  test('a HOST that is not ours', async () => {
    expect(await refusal({ HOST: '192.0.2.1' })).toEqual([expect.stringMatching(/^HOST: 192\.0\.2\.1 is no address/)])
  })

  test.runIf(existsSync('/proc/self'))('DATA_DIR where nobody can make a folder', async () => {
    expect(await refusal({ DATA_DIR: '/proc/nhan-ai' })).toEqual([expect.stringMatching(/^DATA_DIR: .* cannot be/)])
  })

  test.each(['the built-in', 'its own'])('DATA_DIR that cannot be written, with %s database', async (which) => {
    const file = path.join(folder, 'file')
    writeFileSync(file, '')
    const database = which === 'its own' ? await testDatabase() : undefined
    const lines = await refusal({ DATA_DIR: path.join(file, 'data'), DATABASE_URL: database?.url ?? '' })
    await database?.drop()
    expect(lines).toEqual([expect.stringMatching(/^DATA_DIR: .* cannot be written/)])
  })

  test('DATABASE_URL that does not answer, without its password', async () => {
    const nobody = `postgres://user:hunter2@127.0.0.1:${await freePort()}/x`
    expect(await refusal({ DATABASE_URL: nobody })).toEqual([expect.stringMatching(/^DATABASE_URL: (?!.*hunter2)/)])
  })

  test('a Node.js that is too old', async () => {
    const old = `data:text/javascript,Object.defineProperty(process.versions, 'node', { value: '18.20.0' })`
    const app = startProcess(['--import', old, 'scripts/start.mjs'])
    expect(await app.exited).toBe(1)
    expect(app.said()).toMatch(/^Nhân Ái needs Node\.js 20\.19 or newer; this is 18\.20\.0\.[^\n]*\n$/)
  })

  test('REDIS_URL that does not answer', async () => {
    const nobody = `redis://127.0.0.1:${await freePort()}`
    const lines = await refusal({ REDIS_URL: nobody })
    expect(lines.at(-1)).toMatch(/^REDIS_URL: the queue does not answer/)
  })
})
