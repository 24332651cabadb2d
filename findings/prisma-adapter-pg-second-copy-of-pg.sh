#!/usr/bin/env bash
# @prisma/adapter-pg 7.10.0 with pg 8.23.1, Node 20.
#
# Bet: PrismaPg(pool) uses the pool that it is given, or says that it cannot.
# What happens: it knows a pool by its class. A pool of another copy of the very same pg (an alias, a second version in the
# tree, the application bundled with pg while Prisma is not) is taken for *options*. None of a pool's own fields are options
# of pg, so Prisma opens a pool of its own with pg's defaults: PGHOST, PGPORT and so on, else 127.0.0.1:5432. The address in
# the given pool is never looked at and nothing is refused; seen: the port of PGPORT is asked where the pool says 1.
# Where a PostgreSQL listens there, that one is read and written.
# What to do: one copy of pg for both; a bundler leaves pg out.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent @prisma/adapter-pg@7.10.0 pg@8.23.1 pg-again@npm:pg@8.23.1
cat >run.mjs <<'JS'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import again from 'pg-again'

const ports = []
for (const { Pool } of [pg, again]) {
  const pool = new Pool({ connectionString: 'postgres://someone@127.0.0.1:1/somewhere' })
  const adapter = await new PrismaPg(pool).connect()
  const refused = await adapter.queryRaw({ sql: 'select 1', args: [], argTypes: [] }).catch(({ cause }) => cause)
  ports.push(refused.port)
}
console.log(`the port asked, own copy of pg: ${ports[0]}, second copy: ${ports[1]}`)
process.exit(ports[0] === 1 && ports[1] === 54329 ? 0 : 1)
JS
# A port where nothing listens, as pg's default.
env -u PGHOST -u PGUSER -u PGDATABASE -u PGPASSWORD PGPORT=54329 node --no-deprecation run.mjs
