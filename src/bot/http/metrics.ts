// What an operator watches. Counts only: no label ever holds a person, an address or a word they wrote.
import type { Pool } from 'pg'
import { Counter, Gauge, Registry } from 'prom-client'

export interface Metrics {
  inbound(channel: string, events: number): void
  turns(count: number, duplicates: number, failed: number): void
  badSignature(channel: string): void
  unknownEvent(channel: string): void
  outbound(channel: string, outcome: string): void
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
    async render() {
      for (const row of await waitingRows(pool)) rows.set({ table: row.table, state: row.state }, row.count)
      return { contentType: registry.contentType, text: await registry.metrics() }
    },
  }
}

async function waitingRows(pool: Pool) {
  const { rows } = await pool.query<{ table: string; state: string; count: number }>(
    `SELECT 'inbox' AS "table", s AS state, (SELECT count(*)::int FROM inbox WHERE state = s) AS count
       FROM unnest(ARRAY['pending', 'failed']) AS s
     UNION ALL SELECT 'outbox', s, (SELECT count(*)::int FROM outbox WHERE state = s)
       FROM unnest(ARRAY['pending', 'failed']) AS s
     UNION ALL SELECT 'ticket', 'open', (SELECT count(*)::int FROM ticket WHERE closed_at IS NULL)`,
  )
  return rows
}
