// What the three processes of this benchmark say to each other.
import type { Sample } from '../support/figures.js'

export type ToServer = { serve: 'bot'; url: string } | { serve: 'bare' } | { settle: true }
export type FromServer = { port: number } | { settled: true }

/** `people` fresh stories, or with `again` the same requests over and over. */
export type ToLoad = { port: number; seconds: number; people: number; again: boolean }
export type FromLoad = Sample & { requests: number }

export const CREDENTIALS = {
  appId: '1000000000000000001',
  oaId: '2000000000000000002',
  oaSecretKey: 'bench-oa-secret-key',
}
