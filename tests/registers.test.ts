// A capability is known by its own files and by the registers, by nobody else.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { HANDLERS } from '../src/bot/effects/index.js'
import { FLOWS, flows } from '../src/flows/index.js'

/** The lists that a capability adds its line to, and the tool whose subject is one capability. */
const REGISTERS = [
  'flows/index.ts',
  'flows/effects.ts',
  'flows/rehearsal/stand-in.ts',
  'flows/rehearsal/memory.ts',
  'bot/effects/index.ts',
  'bot/due/index.ts',
  'store/holders.ts',
  'tools/admin/index.ts',
]

const root = path.resolve('src')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.includes('generated') && !file.startsWith('sandbox'),
)

const linesOf = new Map(files.map((file) => [file, readFileSync(path.join(root, file), 'utf8').split('\n')]))

/** The word itself where it is no other word too; else where it can only be the name of the conversation. */
const named = (flow: string) =>
  flow === 'nominate'
    ? /\bnominate\b/
    : new RegExp(
        `flow: '${flow}'|(?:enter|begin|startDraft)\\(t, '${flow}'|FLOWS\\.${flow}\\b|flows/(?:effects/)?${flow}[/.]`,
      )

// Tables are read by whoever needs them, by the file that keeps them.
const FROM_STORE = /^import .*(?:store\/|'\.{1,2}\/[\w-]+\.js')/

// "always" is what every person has: the shell tells them of lost files and of rights carried out.
it.each(Object.keys(FLOWS).filter((flow) => flow !== 'always'))(
  'nobody but its own files and the registers knows %s',
  (flow) => {
    const name = named(flow)
    const knowing = files.filter((file) => {
      if (REGISTERS.includes(file) || file.split(/[/.]/).some((part) => part.split('-').includes(flow))) return false
      const lines = linesOf.get(file)!
      return lines.some((line) => name.test(line) && !FROM_STORE.test(line))
    })
    expect(knowing).toEqual([])
  },
)

it('no conversation imports another', () => {
  const between = files.flatMap((file) => {
    const [room, own] = file.split('/')
    if (room !== 'flows' || !own || !Object.hasOwn(FLOWS, own)) return []
    const named = [...readFileSync(path.join(root, file), 'utf8').matchAll(/from '\.\.\/(?:effects\/)?([\w-]+)[/.]/g)]
    return named.map(([, other]) => ({ file, own, other: other! }))
  })
  expect(between.length).toBeGreaterThan(100)
  // What everybody has sent is everybody's: the "always" of it may be named.
  const others = between.filter(({ own, other }) => other !== own && other !== 'always' && Object.hasOwn(FLOWS, other))
  expect(others).toEqual([])
})

it('a button in one conversation that leads into another finds its door', () => {
  const commands = files
    .filter((file) => file.startsWith('flows/'))
    .flatMap((file) => [...readFileSync(path.join(root, file), 'utf8').matchAll(/[`']c\.(\w+)/g)].map(([, to]) => to!))
  expect(commands.length).toBeGreaterThan(50)
  expect([...new Set(commands)].filter((command) => !flows.door(command))).toEqual([])
})

it.each(Object.keys(FLOWS))('the engine, the interview and the language import nothing of %s', (flow) => {
  const rooms = ['flows/turn/', 'flows/interview/', 'flows/vi/']
  const importing = files
    .filter((file) => rooms.some((room) => file.startsWith(room)))
    .filter((file) => new RegExp(`from '\\.\\./${flow}/`).test(readFileSync(path.join(root, file), 'utf8')))
  expect(importing.filter((file) => !/import type/.test(readFileSync(path.join(root, file), 'utf8')))).toEqual([])
})

it('every effect that finds something tells it to a conversation', () => {
  // What a handler may be asked and what is told are two lists: the types hold both to the union, this to each other.
  const told = Object.values(FLOWS).flatMap((flow) => Object.keys(flow.told ?? {}))
  expect(new Set(told).size).toBe(told.length)
  for (const effect of told) expect(Object.keys(HANDLERS)).toContain(effect)
})

it('every command of the platform’s list leads to a door', () => {
  const listed = flows.doors.filter((door) => door.listed)
  expect(listed.length).toBeGreaterThan(8)
  for (const door of listed) expect(door.slashes?.[0], door.command).toMatch(/^[a-z0-9_]+$/)
})

it('what people agree to can be withdrawn by itself', () => {
  const named = Object.values(FLOWS).flatMap(({ purposes = {} }) => Object.keys(purposes))
  expect(new Set(named).size).toBe(named.length)
  for (const { consent } of Object.values(FLOWS)) if (consent) expect(named).toContain(consent.purpose)
})
