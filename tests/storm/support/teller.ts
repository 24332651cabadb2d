// A person who answers what the bot asks, each question once, and keeps book of it.
import type { Bubble, PlatformName } from '../../../src/sandbox/bubbles.js'
import type { Sandbox } from '../../../src/sandbox/server.js'
import type { Random } from './random.js'
import type { Act, Step } from './story.js'

export interface Teller {
  person: string
  platform: PlatformName
  story: Step[]
  /** The step they wait for: all before it have been acted. */
  at: number
  /** What that step answers has been heard. */
  asked: boolean
  /** Nothing but that has been heard since. */
  askedLast: boolean
  /** They act no more: the story is sent, or they put the phone away. */
  done: boolean
  /** Events the platform owes the bot from them, and messages that reached them. */
  acts: number
  messages: number
  /** The longest they waited for an answer, ms: the app may have been dead meanwhile. */
  waited: number
  /** The code they were told. */
  code?: string
  /** What the bot said that answers nothing they did. */
  surprises: string[]
  begin(): void
  hears(bubble: Bubble): void
  pause(): void
  resume(): void
}

interface TellerOptions {
  sandbox: Sandbox
  platform: PlatformName
  person: string
  story: Step[]
  /** The step at which they put the phone away; the story's last when they finish. */
  quits: number
  random: Random
  /** Called before each act. `alone`: nothing of theirs follows before they are answered. */
  onAct(alone: boolean): void
  onDone(): void
}

// A thumb that is faster than any real one: answers overtake what the bot still writes down about its question.
const LONGEST_THOUGHT_MS = 25
const DOUBLE_TAPS = 0.05

export function createTeller(options: TellerOptions): Teller {
  const { sandbox, platform, person, story, quits, random } = options
  const side = sandbox[platform]
  const heard = new Set<string>()
  let paused = false
  let question: Bubble | undefined
  let actedAt = 0

  const teller: Teller = {
    person,
    platform,
    story,
    at: 0,
    asked: false,
    askedLast: false,
    done: false,
    acts: 0,
    messages: 0,
    waited: 0,
    surprises: [],
    begin() {
      act(true, () => (platform === 'telegram' ? sandbox.telegram.start(person) : sandbox.zalo.follow(person)))
    },
    hears(bubble) {
      if (heard.has(bubble.id)) return
      heard.add(bubble.id)
      teller.messages++
      const text = bubble.text ?? ''
      const expected = text.includes(story[teller.at]!.hears)
      teller.askedLast = expected
      if (expected && !teller.asked) return isAsked(bubble)
      const known = story.slice(0, teller.at + 1).flatMap(({ hears, passes = [] }) => [hears, ...passes])
      if (known.some((words) => text.includes(words))) return
      teller.surprises.push(`waiting for ${story[teller.at]!.key}, heard: ${text.slice(0, 160)}`)
    },
    pause() {
      paused = true
    },
    resume() {
      paused = false
      if (question) think()
    },
  }

  function isAsked(bubble: Bubble): void {
    teller.asked = true
    teller.waited = Math.max(teller.waited, performance.now() - actedAt)
    question = bubble
    if (teller.at === story.length - 1) teller.code = /NT-\d{4}-\d{6}/.exec(bubble.text ?? '')?.[0]
    if (teller.at === quits) {
      teller.done = true
      question = undefined
      return options.onDone()
    }
    if (!paused) think()
  }

  function think(): void {
    setTimeout(() => {
      if (paused || !question) return
      const asked = question
      question = undefined
      const step = story[teller.at]!
      teller.at++
      teller.asked = teller.askedLast = false
      for (const each of step.does) carryOut(each, asked, step.does.length === 1)
    }, random.below(LONGEST_THOUGHT_MS))
  }

  function carryOut(each: Act, asked: Bubble, alone: boolean): void {
    if ('says' in each) return act(alone, () => side.say(person, each.says))
    if ('sends' in each) return act(alone, () => side.sendPhoto(person, each.sends))
    const index = asked.buttons?.findIndex((button) => button.label.startsWith(each.taps)) ?? -1
    if (index < 0) return void teller.surprises.push(`no button "${each.taps}" under: ${asked.text?.slice(0, 160)}`)
    const taps = random.chance(DOUBLE_TAPS) ? 2 : 1
    for (let n = 0; n < taps; n++) act(taps === 1, () => side.tap(person, asked.id, index))
  }

  function act(alone: boolean, work: () => unknown): void {
    options.onAct(alone)
    teller.acts++
    actedAt = performance.now()
    work()
  }

  return teller
}

/** What must be on record of somebody who has acted the first `at` steps of their story. */
export function expectation({ story, at }: Pick<Teller, 'story' | 'at'>) {
  const acted = story.slice(0, at)
  const answers: Record<string, unknown> = {}
  let notes: Record<string, unknown> = {}
  for (const step of acted) {
    notes = { ...notes, ...step.notes }
    for (const [key, value] of Object.entries(step.answers ?? {})) {
      answers[key] = value
      delete notes[key]
    }
  }
  return {
    consents: acted.filter((step) => step.consents).length,
    sent: acted.some((step) => step.sends),
    photos: acted.flatMap((step) => step.does).filter((each) => 'sends' in each).length,
    answers,
    notes,
  }
}
