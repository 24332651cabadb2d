#!/usr/bin/env bash
# grammy 1.46.0, Node 20.
#
# Bet: a call that ran into grammY's own time-out can be told from a connection that broke: by a code such as ETIMEDOUT, by
# the name AbortError or TimeoutError, or by a cause.
# What happens: HttpError whose `error` is a plain Error without code, name or cause; only its English sentence says so,
# while a refused connection beside it does carry its code. Code that sorts outcomes by `code` (was it ever sent? may it have
# arrived?) puts every time-out under "unknown network error"; for a broadcast that is the difference between "not sent" and
# "perhaps sent".
# What to do: treat an HttpError without a code as "may have arrived", never as "not sent".
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent grammy@1.46.0
cat >run.mjs <<'JS'
import { createServer } from 'node:http'
import { Api } from 'grammy'
const server = createServer((request) => request.resume())
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address()
const outcome = (at) =>
  new Api('1:x', { apiRoot: `http://127.0.0.1:${at}`, timeoutSeconds: 1 }).sendMessage(1, 'x').then(
    () => 'sent',
    ({ name, error }) => `${name}, ${error.name}, code ${error.code}, cause ${error.cause}`,
  )
console.log(`time-out: ${await outcome(port)}`)
server.closeAllConnections()
server.close()
console.log(`refused: ${await outcome(port)}`)
process.exit()
JS
seen=$(node run.mjs)
echo "$seen"
# Seen:
[ "$seen" = "time-out: HttpError, Error, code undefined, cause undefined
refused: HttpError, FetchError, code ECONNREFUSED, cause undefined" ]
