// The SQL between two Prisma schemas, by Prisma's own engine in its WebAssembly form: no engine binary is downloaded.
//   node scripts/prisma-diff.mjs postgres://… [old.prisma]      from old.prisma (without it: from nothing) to the schema
// The engine wants a PostgreSQL to talk to, whichever, and changes nothing there. It compares schemas only: reading a
// live database fails in it, on columns of the type "char".
import { readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg'

/** `from` and `to` are the texts of schemas, `from` undefined for nothing. An empty string: no difference. */
export async function schemaDiff(connectionString, from, to) {
  const file = (content) => ({ path: 'schema.prisma', content })
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString }))
  const engine = await loadEngine().new({ datamodels: [['schema.prisma', to]] }, () => {}, adapter)
  try {
    const { stdout } = await engine.diff({
      from: from === undefined ? { tag: 'empty' } : { tag: 'schemaDatamodel', files: [file(from)] },
      to: { tag: 'schemaDatamodel', files: [file(to)] },
      script: true,
      exitCode: null,
      shadowDatabaseUrl: null,
      filters: { externalTables: [], externalEnums: [] },
    })
    return /^\s*(--.*\s*)*$/.test(stdout ?? '') ? '' : stdout
  } finally {
    engine.free()
  }
}

// The package's own loader fetches its .wasm file as bundlers do; Node needs it put together by hand.
function loadEngine() {
  const wasm = createRequire(import.meta.url)
    .resolve('@prisma/schema-engine-wasm')
    .replace('schema_engine.js', 'schema_engine_bg.wasm')
  const imports = { './schema_engine_bg.js': engineModule }
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(wasm)), imports)
  engineModule.__wbg_set_wasm(exports)
  exports.__wbindgen_start()
  return engineModule.SchemaEngine
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [url, old] = process.argv.slice(2)
  const schema = fileURLToPath(new URL('../prisma/schema.prisma', import.meta.url))
  const sql = await schemaDiff(url, old && readFileSync(old, 'utf8'), readFileSync(schema, 'utf8'))
  process.stdout.write(sql, () => process.exit())
}
