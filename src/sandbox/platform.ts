import type { FastifyInstance } from 'fastify'
import type { Bubbles } from './bubbles.js'
import type { SandboxClock } from './clock.js'
import type { Faults } from './faults.js'
import type { People } from './people.js'

/** What one side of the sandbox is made of. Bodies reach the routes parsed: see body.ts. */
export interface PlatformDeps<Options> {
  app: FastifyInstance
  clock: SandboxClock
  people: People
  bubbles: Bubbles
  faults: Faults
  options: Options
  /** Waits between deliveries of an event the app did not take, milliseconds. */
  retryDelaysMs: number[]
  /** `http://127.0.0.1:port`; known once the server listens. */
  baseUrl: () => string
}

/** What the control API asks of a platform. */
export interface Platform {
  /**
   * Lets a person do something: act is the last segment of POST /sim/:platform/:person/:act, body its JSON.
   * `photo` and `file` get an UploadAct. Throws SimError when a person cannot do that.
   */
  simulate(person: string, act: string, body: unknown): Promise<void> | void
  personState(person: string): Record<string, unknown>
  /** Makes a person reachable without any event, as if they had come long ago: benchmarks need crowds. */
  admit(person: string): void
  counters(): Record<string, number>
  /** Forgets chats and undelivered events; keeps what the app has configured. */
  reset(): void
  stop(): Promise<void>
}

/** Body of the acts `photo` and `file`; multipart fields beside the file are in `fields`. */
export interface UploadAct {
  bytes: Buffer
  name: string
  mime: string
  fields: Record<string, string>
}

/** A person cannot do that (yet): status is the HTTP status of the control API, 4xx. */
export class SimError extends Error {
  readonly status: number
  constructor(message: string, status = 400) {
    super(message)
    this.status = status
  }
}
