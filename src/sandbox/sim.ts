import type { FastifyInstance } from 'fastify'
import * as z from 'zod'
import { MultipartBody } from './body.js'
import type { Bubbles, PlatformName } from './bubbles.js'
import type { SandboxClock } from './clock.js'
import { serveEvents } from './events.js'
import type { Faults } from './faults.js'
import type { People } from './people.js'
import { SimError, type UploadAct } from './platform.js'
import type { TelegramSandbox } from './telegram/index.js'
import type { ZaloSandbox } from './zalo/index.js'

interface SimDeps {
  /** Makes an invitation to a role and gives its code, as an officer of the app would; absent where no app does. */
  invite?(role: string): Promise<string>
  clock: SandboxClock
  people: People
  bubbles: Bubbles
  faults: Faults
  telegram: TelegramSandbox
  zalo: ZaloSandbox
}

const LARGEST_CROWD = 1_000_000
const DAY_MS = 86_400_000
const LONGEST_JUMP_MS = 3660 * DAY_MS
/** In one bound the app would wake up to find everything expired that it would have renewed in time. */
const LONGEST_STEP_MS = 20 * DAY_MS
/** People that GET /sim/state lists: a crowd would drown the page. */
const LISTED = 200
const platforms = z.enum(['telegram', 'zalo'])
const bodies = {
  person: z.strictObject({ name: z.string().trim().min(1).max(64) }),
  clock: z.strictObject({ advanceMs: z.number().min(0).max(LONGEST_JUMP_MS) }),
  crowd: z.strictObject({ count: z.number().int().min(1).max(LARGEST_CROWD) }),
  invite: z.strictObject({ role: z.enum(['reviewer', 'officer', 'approver', 'administrator']) }),
  flood: z.strictObject({ perSecond: z.number().int().min(0) }),
  webhook: z.strictObject({ url: z.union([z.url(), z.literal('')]) }),
}

/** The control API under /sim. Answers {ok: true, ...}, or {error} with a 4xx. */
export function addSimRoutes(app: FastifyInstance, deps: SimDeps): void {
  app.register(async (sim) => {
    sim.setErrorHandler((error, _request, reply) => {
      if (error instanceof SimError) return reply.code(error.status).send({ error: error.message })
      if (error instanceof z.ZodError) return reply.code(400).send({ error: z.prettifyError(error) })
      const { statusCode = 500, message } = error as { statusCode?: number; message: string }
      return reply.code(statusCode).send({ error: message })
    })
    addLooking(sim, deps)
    addActing(sim, deps)
    addSteering(sim, deps)
  })
}

function addLooking(sim: FastifyInstance, { clock, people, bubbles, faults, telegram, zalo }: SimDeps) {
  sim.get('/sim/state', () => ({
    now: clock.now(),
    offset: clock.offset,
    people: people
      .list()
      .slice(0, LISTED)
      .map((person) => ({
        ...person,
        telegram: telegram.personState(person.id),
        zalo: zalo.personState(person.id),
      })),
    faults: faults.list(),
    counters: {
      people: people.list().length,
      bubbles: bubbles.total,
      telegram: telegram.counters(),
      zalo: zalo.counters(),
    },
  }))

  sim.get<{ Params: { platform: string; person: string } }>('/sim/chat/:platform/:person', ({ params }) => {
    const platform = platforms.parse(params.platform)
    return { bubbles: bubbles.list(platform, knownPerson(people, params.person)) }
  })
}

// Long enough for the app to greet somebody who has just come.
const GREETING_MS = 1500

function addActing(sim: FastifyInstance, { people, telegram, zalo, invite }: SimDeps) {
  // One tap: the person is invited and brings the code at once, as they would from a letter of their unit.
  sim.post<{ Params: { platform: string; person: string } }>(
    '/sim/:platform/:person/invite',
    async ({ params, body }) => {
      const platform = platforms.parse(params.platform)
      const person = knownPerson(people, params.person)
      const { role } = bodies.invite.parse(body)
      if (!invite) throw new SimError('sân chơi này chạy một mình, không có ai mời', 409)
      const code = await invite(role)
      if (platform === 'telegram') telegram.simulate(person, 'start', { payload: `inv_${code}` })
      else {
        if (!zalo.personState(person).follows) {
          await zalo.simulate(person, 'follow', {})
          await new Promise((resolve) => setTimeout(resolve, GREETING_MS))
        }
        await zalo.simulate(person, 'text', { text: `mã mời ${code}` })
      }
      return { ok: true }
    },
  )
  const sides: Record<PlatformName, TelegramSandbox | ZaloSandbox> = { telegram, zalo }
  sim.post<{ Params: { platform: string; person: string; act: string } }>(
    '/sim/:platform/:person/:act',
    async ({ params, body }) => {
      const side = sides[platforms.parse(params.platform)]
      await side.simulate(knownPerson(people, params.person), params.act, readAct(body))
      return { ok: true }
    },
  )
}

function addSteering(sim: FastifyInstance, { clock, people, bubbles, faults, telegram, zalo }: SimDeps) {
  const tell = serveEvents(sim, bubbles, clock)
  sim.post('/sim/person', ({ body }) => ({ ok: true, person: people.add(bodies.person.parse(body).name) }))
  sim.post('/sim/crowd', ({ body }) => {
    const { count } = bodies.crowd.parse(body)
    const crowd = Array.from({ length: count }, () => people.add(`Người ${people.list().length + 1}`).id)
    for (const person of crowd) {
      telegram.admit(person)
      zalo.admit(person)
    }
    return { ok: true, first: crowd[0], last: crowd.at(-1) }
  })
  sim.post('/sim/clock', async ({ body }) => {
    let left = bodies.clock.parse(body).advanceMs
    for (; left > LONGEST_STEP_MS; left -= LONGEST_STEP_MS) await clock.advance(LONGEST_STEP_MS)
    clock.advance(left)
    return { ok: true, now: clock.now(), offset: clock.offset }
  })
  sim.post('/sim/faults', ({ body }) => {
    faults.add(body as Parameters<Faults['add']>[0])
    return { ok: true }
  })
  sim.delete('/sim/faults', () => {
    faults.clear()
    return { ok: true }
  })
  sim.post('/sim/telegram/flood', ({ body }) => {
    telegram.limitRate(bodies.flood.parse(body).perSecond)
    return { ok: true }
  })
  sim.post('/sim/zalo/webhook', async ({ body }) => ({
    ok: true,
    ...(await zalo.setWebhook(bodies.webhook.parse(body).url)),
  }))
  // The clock stays where it is: the app has already lived through that time.
  sim.post('/sim/reset', () => {
    faults.clear()
    people.reset()
    bubbles.clear()
    telegram.reset()
    zalo.reset()
    tell({ type: 'reset' })
    return { ok: true }
  })
}

function knownPerson(people: People, id: string): string {
  if (!people.get(id)) throw new SimError(`không có người "${id}"`, 404)
  return id
}

function readAct(body: unknown): unknown {
  if (!(body instanceof MultipartBody)) return body ?? {}
  const file = body.files[0]
  if (!file) throw new SimError('thiếu tệp trong trường "file"')
  return { bytes: file.bytes, name: file.name, mime: file.mime, fields: body.fields } satisfies UploadAct
}
