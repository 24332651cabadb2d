// Conversations made findable: each door, panel and effect by its name.
import type { Flow, Flows, OwnDoor, OwnPanel, Turn } from './flow.js'
import { ALWAYS, createVocabulary, type Phrases } from './vi/keywords.js'

/** Throws when two conversations have a part of the same name: a bug of ours, met at the start. */
export function openFlows(all: Record<string, Flow>): Flows {
  const doors = new Map<string, OwnDoor>()
  const panels = new Map<string, OwnPanel>()
  const told = new Map<string, (t: Turn, result: never, asked: never) => void>()
  const names = Object.entries(all)
  for (const [flow, own] of names) {
    for (const door of own.doors) put(doors, door.command, { ...door, flow })
    for (const [name, panel] of Object.entries(own.panels ?? {})) put(panels, name, { panel, flow })
    for (const [effect, tell] of Object.entries(own.told ?? {})) put(told, effect, tell as never)
  }
  return {
    all,
    doors: [...doors.values()],
    listening: [...doors.values()].filter(({ heard, desk }) => heard !== undefined || desk !== undefined),
    door: (command) => doors.get(command),
    panel: (name) => panels.get(name),
    told: (t, asked, result) => told.get(asked.do)?.(t, result as never, asked as never),
    happened: (t, what) => {
      for (const [, flow] of names) flow.happens?.[what]?.(t)
    },
    vocabulary: createVocabulary([ALWAYS, phrasesOf([...doors.values()])]),
  }
}

function put<V>(map: Map<string, V>, name: string, value: V): void {
  if (/[.\s]/.test(name) || map.has(name))
    throw new Error(`two parts of conversations are called ${name}, or it has a dot`)
  map.set(name, value)
}

function phrasesOf(doors: OwnDoor[]): Phrases {
  return {
    phrases: Object.fromEntries(doors.map(({ command, phrases = [] }) => [command, phrases])),
    unmistakable: doors.flatMap(({ unmistakable = [] }) => unmistakable),
    notInFreeText: doors.flatMap(({ notInFreeText = [] }) => notInFreeText),
    slashes: doors.flatMap(({ command, slashes = [] }) => slashes.map((slash): [string, string] => [slash, command])),
  }
}
