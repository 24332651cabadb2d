import sharp from 'sharp'
import type { PlatformName } from '../../../src/sandbox/bubbles.js'
import type { Sandbox } from '../../../src/sandbox/server.js'
import type { Random } from './random.js'
import { storyOf } from './story.js'
import { createTeller, type Teller } from './teller.js'

/** Somebody is about to act, alone or with more to follow at once; or a message has reached them. */
export interface Move {
  what: 'act' | 'message'
  platform: PlatformName
  alone: boolean
}

export interface Crowd {
  tellers: Teller[]
  /** Resolves when so many of them are done. Rejects, with who waits for what, when nothing moves for a long time. */
  done(count: number): Promise<void>
  /** Nobody acts any more, though they go on listening; from this very moment. */
  pause(): void
  resume(): void
  /** Hears of every act of theirs and every message to them; gives what ends that. */
  onMove(listener: (move: Move) => void): () => void
}

interface CrowdOptions {
  sandbox: Sandbox
  platforms: PlatformName[]
  size: number
  /** How many talk at the same time. */
  atOnce: number
  random: Random
}

// One in five puts the phone away in the middle and never comes back.
const QUITTERS = 0.2
// Longer than any wait of ours between two tries.
const PATIENCE_MS = 100_000

/** People who begin to talk one after the other, so many at a time. */
export async function gather({ sandbox, platforms, size, atOnce, random }: CrowdOptions): Promise<Crowd> {
  const photo = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#d9a' } })
    .jpeg()
    .toBuffer()
  const listeners = new Set<(move: Move) => void>()
  const move = (what: Move['what'], platform: PlatformName, alone: boolean) => {
    movedAt = performance.now()
    for (const listener of listeners) listener({ what, platform, alone })
  }
  let movedAt = 0
  let begun = 0
  let paused = false
  let finished = 0

  const tellers = Array.from({ length: size }, (_, n): Teller => {
    const story = storyOf({ number: n + 1, random, photo })
    const platform = platforms[n % platforms.length]!
    return createTeller({
      sandbox,
      platform,
      person: sandbox.people.add(`Người kể ${n + 1}`).id,
      story,
      quits: random.chance(QUITTERS) ? random.below(story.length) : story.length - 1,
      random,
      onAct: (alone) => move('act', platform, alone),
      onDone() {
        finished++
        beginSome()
      },
    })
  })
  const byPerson = new Map(tellers.map((teller) => [`${teller.platform} ${teller.person}`, teller]))
  sandbox.bubbles.on((bubble) => {
    const teller = byPerson.get(`${bubble.platform} ${bubble.person}`)
    if (bubble.from !== 'bot' || !teller) return
    teller.hears(bubble)
    move('message', bubble.platform, true)
  })

  function beginSome(): void {
    while (!paused && begun < size && begun - finished < atOnce) tellers[begun++]!.begin()
  }

  return {
    tellers,
    onMove(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async done(count) {
      movedAt = performance.now()
      beginSome()
      while (finished < count) {
        await new Promise((resolve) => setTimeout(resolve, 20))
        const surprised = tellers.filter(({ surprises }) => surprises.length > 0)
        if (surprised.length > 0) throw new Error(`the bot surprised somebody:\n${describe(surprised)}`)
        const waiting = tellers.slice(0, begun).filter((teller) => !teller.done)
        if (performance.now() - movedAt > PATIENCE_MS) throw new Error(`nothing moves:\n${describe(waiting)}`)
      }
    },
    pause() {
      paused = true
      for (const teller of tellers) teller.pause()
    },
    resume() {
      paused = false
      for (const teller of tellers) teller.resume()
    },
  }
}

function describe(tellers: Teller[]): string {
  return tellers
    .map(({ person, platform, story, at, surprises }) =>
      [`${platform} ${person} waits for ${story[at]!.key} (step ${at})`, ...surprises].join('\n  '),
    )
    .join('\n')
}
