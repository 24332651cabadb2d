// Writes the SQL that brings a database from one schema to the next.
//   npm run migration:new -- add_teams      from the committed prisma/schema.prisma to the working one, as a new migration
//   npm run migration:new -- --init         the first migration over again, from nothing: only before a first release
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { startEmbedded } from '../src/store/embedded/embedded.ts'
import { schemaDiff } from './prisma-diff.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const migrations = path.join(root, 'prisma', 'migrations')
const [name] = process.argv.slice(2)
if (!/^(--init|[a-z][a-z0-9_]*)$/.test(name ?? '')) {
  console.error('Usage: npm run migration:new -- name_of_the_change   (small letters, digits and _)')
  process.exit(1)
}

const init = name === '--init'
const from = init
  ? undefined
  : execFileSync('git', ['show', 'HEAD:./prisma/schema.prisma'], { cwd: root, encoding: 'utf8' })
const sql = await diff(from, readFileSync(path.join(root, 'prisma', 'schema.prisma'), 'utf8'))
if (!sql) {
  console.log('The schema is as it was committed: nothing to write.')
  process.exit()
}
const stamp = new Date().toISOString().slice(0, 19).replace(/\D/g, '')
const folder = path.join(migrations, init ? '20261121000000_init' : `${stamp}_${name}`)
mkdirSync(folder, { recursive: true })
writeFileSync(path.join(folder, 'migration.sql'), sql)
writeFileSync(
  path.join(migrations, 'migration_lock.toml'),
  '# Read by the Prisma CLI: the kind of database the migrations are for.\nprovider = "postgresql"\n',
)
console.log(`Wrote ${path.relative(root, folder)}/migration.sql: read it before you commit it.`)
process.exit()

async function diff(from, to) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'nhan-ai-migration-'))
  chmodSync(dataDir, 0o711)
  const postgres = await startEmbedded({ dataDir, log: { info() {}, warn: console.warn } })
  try {
    return await schemaDiff(postgres.url, from, to)
  } finally {
    await postgres.stop()
    rmSync(dataDir, { recursive: true })
  }
}
