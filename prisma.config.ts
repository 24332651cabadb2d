import { defineConfig } from 'prisma/config'

// `prisma generate` asks for the schema engine's binary though it never runs it; any existing file satisfies it,
// so that generating works with no download.
if (process.argv.includes('generate')) process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

export default defineConfig({ schema: 'prisma/schema.prisma', migrations: { path: 'prisma/migrations' } })
