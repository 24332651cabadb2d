import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { flows } from '../../flows/index.js'
import type { Inbound, Outbound } from '../../flows/message.js'
import { createRehearsal, type PlayedTurn, player } from '../../flows/rehearsal/rehearsal.js'
import { isRole, type Role } from '../../flows/roles.js'
import { buildPlaces } from '../../flows/vi/places.js'
import { inProject } from '../../ops/root.js'
import { readUnits } from '../../store/reference.js'
import { type Line, readLine } from './line.js'
import { createScreen, type Screen } from './screen.js'
import { transcriptJson } from './transcript-json.js'

const HELP = `npm run talk -- [link] [--save name | --save folder/name.json] [--at 2026-11-21T09:00+07:00] [--as officer]
Talks with the assistant in the terminal. A rehearsal: nothing is stored, nobody is told, the codes are made up.
--as reviewer | officer | approver | administrator plays somebody with that role, among invented files and requests.
--save name keeps the conversation as a golden test in tests/flows/transcripts.
  any text          what a person types; just a number takes that button where numbers are no answer
  /tap 2            presses the 2nd button
  /photo a.jpg b.jpg words      sends pictures (or /photo letter.pdf, a paper) with a caption; no file is read
  /sticker /voice /video /location      sends something the assistant cannot use
  /soon words       says it 2 seconds after the line before; other lines come after 20 seconds
  /later 25h        moves the clock (s, m, h, d); reminders that come due are sent
  /nudge            a reminder of the half-done story, now
  /lost             the picture sent last could not be fetched from the platform
  /event {"kind":"left"}        any event as the channels make it
  /quit             ends; other words after a slash are commands of the conversation itself`

const SAVED = inProject('tests', 'flows', 'transcripts')
const BETWEEN_LINES_MS = 20_000
const SOON_MS = 2_000

/** Runs until the input ends or says /quit, and gives the exit code. With --save the transcript becomes a golden test. */
export async function talk(args: string[]): Promise<number> {
  const options = readArgs(args)
  if (!options) {
    console.error(HELP)
    return 1
  }
  const { start, save, payload, as } = options
  const screen = createScreen(process.stdout)
  screen.note(
    'A rehearsal: nothing is stored, nobody is told, codes are made up. /quit ends it, npm run talk -- --help tells more.',
  )
  const turns = await converse(screen, { start, payload, as })
  if (save === undefined) return 0
  const file = save.endsWith('.json') ? path.resolve(save) : path.join(SAVED, `${save}.json`)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, transcriptJson({ name: path.basename(file, '.json'), start, as, turns }))
  screen.note(`Saved: ${path.relative(process.cwd(), file)}`)
  return 0
}

/** Undefined when somebody asks for help, or needs it. */
function readArgs(args: string[]): { start: number; save?: string; payload?: string; as?: Role } | undefined {
  try {
    const known = { save: { type: 'string' }, at: { type: 'string' }, as: { type: 'string' } } as const
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: known })
    const start = values.at === undefined ? Date.now() : Date.parse(values.at)
    const nameIsFit = values.save === undefined || /^[\w-]+$|\.json$/.test(values.save)
    const { save, as } = values
    if (!nameIsFit || Number.isNaN(start) || (as !== undefined && !isRole(as))) return undefined
    return { start, save, payload: positionals[0], as }
  } catch {
    return undefined
  }
}

async function converse(
  screen: Screen,
  { start, payload, as }: { start: number; payload?: string; as?: Role },
): Promise<PlayedTurn[]> {
  const rehearsal = createRehearsal(buildPlaces(readUnits()), flows, player(as))
  const turns: PlayedTurn[] = []
  let now = start
  let shown: Outbound | undefined
  let lastFile = ''

  function send(inbound: Inbound): void {
    const turn = rehearsal.send(inbound, now)
    turns.push(turn.played)
    screen.show(turn.shown, turn.played.effects)
    shown = turn.shown.at(-1) ?? shown
    lastFile = String(turn.played.effects.findLast((effect) => effect.do === 'keepFile')?.file ?? lastFile)
  }

  function inboundOf(line: Exclude<Line, { do: 'quit' | 'wrong' | 'wait' }>): Inbound {
    if (line.do === 'send') return line.inbound
    if (line.do === 'lost')
      return { kind: 'ours', flow: 'always', what: 'fileLost', about: lastFile, more: { reason: 'gone' } }
    return draftWaits(rehearsal.session().drafts.at(-1)?.id ?? '')
  }

  function wait(ms: number): void {
    const until = now + ms
    for (let due = rehearsal.takeNudge(until); due; due = rehearsal.takeNudge(until)) {
      now = Math.max(now, due.at)
      screen.time(now)
      send(draftWaits(due.draft))
    }
    now = until
    screen.time(now)
  }

  screen.time(now)
  send({ kind: 'start', payload })
  for await (const line of typed(screen)) {
    // Only a question takes a number for an answer; consent and other choices have buttons alone.
    const takesNumbers = !rehearsal.session().panel && rehearsal.prompt(now)?.numbersPick === false
    const read = readLine(line, shown?.buttons ?? [], takesNumbers)
    if (read.do === 'quit') break
    if (read.do === 'wrong') screen.note(read.why)
    else if (read.do === 'wait') wait(read.ms)
    else {
      now += read.do === 'send' && read.soon ? SOON_MS : BETWEEN_LINES_MS
      send(inboundOf(read))
    }
  }
  return turns
}

function draftWaits(about: string): Inbound {
  return { kind: 'ours', flow: 'always', what: 'draftWaits', about }
}

async function* typed(screen: Screen): AsyncGenerator<string> {
  const input = createInterface({
    input: process.stdin,
    output: process.stdout,
    terminal: process.stdin.isTTY,
    prompt: '> ',
  })
  if (process.stdin.isTTY) input.prompt()
  try {
    for await (const line of input) {
      if (line.trim() && !line.startsWith('#')) {
        if (!process.stdin.isTTY) screen.echo(line)
        yield line
      }
      if (process.stdin.isTTY) input.prompt()
    }
  } finally {
    input.close()
  }
}
