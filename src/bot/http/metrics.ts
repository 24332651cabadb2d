// What an operator watches. Counts only: no label ever holds a person, an address or a word they wrote.
import { Counter, Gauge, Registry } from 'prom-client'
import type { Pool } from '../../store/database.js'
import { waitingRows } from '../../store/sweep.js'

export interface Metrics {
  inbound(channel: string, events: number): void
  turns(count: number, duplicates: number, failed: number): void
  badSignature(channel: string): void
  unknownEvent(channel: string): void
  outbound(channel: string, outcome: string): void
  broadcast(channel: string, outcome: string): void
  /** Prometheus text, with the queues' lengths as they are now. */
  render(): Promise<{ contentType: string; text: string }>
}

export function createMetrics(pool: Pool): Metrics {
  const registers = [new Registry()]
  const [registry] = registers as [Registry]
  const inbound = new Counter({
    name: 'nhanai_inbound_events_total',
    help: 'Events taken in',
    labelNames: ['channel'],
    registers,
  })
  const turns = new Counter({
    name: 'nhanai_turns_total',
    help: 'Events by what became of them',
    labelNames: ['outcome'],
    registers,
  })
  const bad = new Counter({
    name: 'nhanai_bad_signature_total',
    help: 'Webhook calls with a wrong signature or secret',
    labelNames: ['channel'],
    registers,
  })
  const unknown = new Counter({
    name: 'nhanai_unknown_events_total',
    help: 'Events of a kind we do not know',
    labelNames: ['channel'],
    registers,
  })
  const outbound = new Counter({
    name: 'nhanai_outbound_messages_total',
    help: 'Messages by what became of them',
    labelNames: ['channel', 'outcome'],
    registers,
  })
  const broadcast = new Counter({
    name: 'nhanai_broadcast_messages_total',
    help: 'Messages of broadcasts by what became of them',
    labelNames: ['channel', 'outcome'],
    registers,
  })
  const rows = new Gauge({
    name: 'nhanai_rows',
    help: 'Rows that wait or need a human',
    labelNames: ['table', 'state'],
    registers,
  })

  return {
    inbound: (channel, events) => inbound.inc({ channel }, events),
    turns(count, duplicates, failed) {
      if (count > 0) turns.inc({ outcome: 'handled' }, count)
      if (duplicates > 0) turns.inc({ outcome: 'duplicate' }, duplicates)
      if (failed > 0) turns.inc({ outcome: 'failed' }, failed)
    },
    badSignature: (channel) => bad.inc({ channel }),
    unknownEvent: (channel) => unknown.inc({ channel }),
    outbound: (channel, outcome) => outbound.inc({ channel, outcome }),
    broadcast: (channel, outcome) => broadcast.inc({ channel, outcome }),
    async render() {
      for (const row of await waitingRows(pool)) rows.set({ table: row.table, state: row.state }, row.count)
      return { contentType: registry.contentType, text: await registry.metrics() }
    },
  }
}
