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

// "always" is what everybody has, "talk" and "desk" are words of the language too: theirs are found by their imports.
it.each(Object.keys(FLOWS).filter((flow) => !['always', 'talk', 'desk'].includes(flow)))(
  'nobody but the registers and its own files knows %s',
  (flow) => {
    const knowing = files.filter((file) => {
      if (REGISTERS.includes(file) || file.split(/[/.]/).some((part) => part.split('-').includes(flow))) return false
      const lines = readFileSync(path.join(root, file), 'utf8').split('\n')
      return lines.some((line) => new RegExp(`\\b${flow}\\b`).test(line) && !/^import .*store\//.test(line))
    })
    expect(knowing).toEqual([])
  },
)

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
