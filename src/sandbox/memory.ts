import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import * as z from 'zod'
import type { Bubble } from './bubbles.js'
import type { TelegramMemory } from './telegram/types.js'
import type { ZaloUser } from './zalo/users.js'

const person = z.string().regex(/^p\d+$/)
const schema = z.object({
  version: z.literal(1),
  offset: z.number().min(0),
  /** Names, in the order of their ids. */
  people: z.array(z.string()),
  bubbles: z.array(z.custom<Bubble>((it) => z.looseObject({ id: z.string(), person }).safeParse(it).success)),
  telegram: z.object({
    started: z.array(person),
    blocked: z.array(person),
    messages: z.array(
      z.custom<TelegramMemory['messages'][number]>(
        (it) => z.looseObject({ message_id: z.number() }).safeParse(it).success,
      ),
    ),
  }),
  zalo: z.array(z.custom<ZaloUser>((it) => z.looseObject({ person, userId: z.string() }).safeParse(it).success)),
})

/** What outlives a restart: chats, accounts, the clock. Not files, faults, or events on their way. */
export type Memory = z.output<typeof schema>

const SOON_MS = 300
/** A benchmark's crowd is not kept, only the clock. */
const MOST_PEOPLE = 1000
const NOTHING: Omit<Memory, 'offset'> = {
  version: 1,
  people: [],
  bubbles: [],
  telegram: { started: [], blocked: [], messages: [] },
  zalo: [],
}

/** What was kept in the folder; undefined when there is nothing, or (after a warning) nothing legible. */
export async function recall(folder: string, warn: (line: string) => void): Promise<Memory | undefined> {
  const file = fileIn(folder)
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      warn(`sandbox: ${file} cannot be read, the chats begin anew`)
    }
    return undefined
  }
}

/** How far the sandbox's clock was moved forward, in ms; 0 where it never was. */
export async function rememberedOffset(folder: string): Promise<number> {
  return (await recall(folder, () => {}))?.offset ?? 0
}

/** Keeps in the folder what `look` sees: at once, or soon and then once for many changes. Failures are warnings. */
export function createMemory(folder: string, look: () => Memory, warn: (line: string) => void) {
  let waiting: NodeJS.Timeout | undefined
  let writing = Promise.resolve()

  async function write(): Promise<void> {
    const { bubbles, ...rest } = look()
    const all = { ...rest, bubbles: bubbles.map(withoutBytes) }
    const text = JSON.stringify(rest.people.length > MOST_PEOPLE ? { ...NOTHING, offset: rest.offset } : all)
    const file = fileIn(folder)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    // A reader, or the next start after a crash, finds the old or the new, never half of one.
    await writeFile(`${file}.new`, text)
    await rename(`${file}.new`, file)
  }

  function now(): Promise<void> {
    clearTimeout(waiting)
    waiting = undefined
    writing = writing.then(write).catch((error) => warn(`sandbox: the chats are not kept (${error.message})`))
    return writing
  }

  return {
    now,
    soon(): void {
      waiting ??= setTimeout(now, SOON_MS)
    },
  }
}

/** Files are in memory only: their addresses mean nothing, or something else, in the next run. */
function withoutBytes({ image, file, ...bubble }: Bubble): Bubble {
  if (image?.startsWith('/')) return { ...bubble, note: '🖼 Ảnh gửi trước lần khởi động này' }
  return file ? { ...bubble, note: `📎 ${file.name}` } : { ...bubble, image }
}

function fileIn(folder: string): string {
  return path.join(folder, 'chats.json')
}
