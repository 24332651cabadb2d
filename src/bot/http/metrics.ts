// What an operator watches. Counts only: no label ever holds a person, an address or a word they wrote.
import { Counter, Gauge, Registry } from 'prom-client'
import type { Pool } from '../../store/database.js'
import { waitingRows } from '../../store/sweep.js'

export interface Metrics {
  inbound(channel: string, events: number): void
  turns(count: number, duplicates: number, failed: number): void
  badSignature(channel: string): void
  unknownEvent(channel: string): void
  /** Whether what people send reaches us; `repaired`: it did not, and was set right. */
  wayIn(channel: string, open: boolean, repaired?: true): void
  outbound(channel: string, outcome: string): void
  broadcast(channel: string, outcome: string): void
  /** Prometheus text, with the queues' lengths as they are now. */
  render(): Promise<{ contentType: string; text: string }>
}

export function createMetrics(pool: Pool, now: () => number): Metrics {
  const registers = [new Registry()]
  const [registry] = registers as [Registry]
  const counter = (name: string, help: string, ...labelNames: string[]) =>
    new Counter({ name: `nhanai_${name}`, help, labelNames, registers })
  const gauge = (name: string, help: string, ...labelNames: string[]) =>
    new Gauge({ name: `nhanai_${name}`, help, labelNames, registers })

  const inbound = counter('inbound_events_total', 'Events taken in', 'channel')
  const turns = counter('turns_total', 'Events by what became of them', 'outcome')
  const bad = counter('bad_signature_total', 'Webhook calls with a wrong signature or secret', 'channel')
  const unknown = counter('unknown_events_total', 'Events of a kind we do not know', 'channel')
  const wayIn = gauge('way_in', '1 while what people send reaches us, 0 while it does not', 'channel')
  const repaired = counter('way_in_repaired_total', 'Times the way in was lost and set right by itself', 'channel')
  const outbound = counter('outbound_messages_total', 'Messages by what became of them', 'channel', 'outcome')
  const broadcast = counter(
    'broadcast_messages_total',
    'Messages of broadcasts by what became of them',
    'channel',
    'outcome',
  )
  const rows = gauge('rows', 'Rows that wait or need a human', 'table', 'state')

  return {
    inbound: (channel, events) => inbound.inc({ channel }, events),
    turns(count, duplicates, failed) {
      if (count > 0) turns.inc({ outcome: 'handled' }, count)
      if (duplicates > 0) turns.inc({ outcome: 'duplicate' }, duplicates)
      if (failed > 0) turns.inc({ outcome: 'failed' }, failed)
    },
    badSignature: (channel) => bad.inc({ channel }),
    unknownEvent: (channel) => unknown.inc({ channel }),
    wayIn(channel, open, again) {
      wayIn.set({ channel }, open ? 1 : 0)
      if (again) repaired.inc({ channel })
    },
    outbound: (channel, outcome) => outbound.inc({ channel, outcome }),
    broadcast: (channel, outcome) => broadcast.inc({ channel, outcome }),
    async render() {
      for (const row of await waitingRows(pool, now())) rows.set({ table: row.table, state: row.state }, row.count)
      return { contentType: registry.contentType, text: await registry.metrics() }
    },
  }
}
