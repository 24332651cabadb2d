import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { inProject } from '../ops/root.js'

// The page is not compiled.
const FOLDER = inProject('src', 'sandbox', 'page')
const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
}

/** Serves the flat files of page/: `/` is index.html, then /app.js, /style.css and so on. */
export function servePage(app: FastifyInstance): void {
  app.get<{ Params: { name?: string } }>('/:name?', async (request, reply) => {
    const name = request.params.name || 'index.html'
    const type = TYPES[/^[a-z0-9-]+\.([a-z]+)$/.exec(name)?.[1] ?? '']
    const content = type && (await readFile(path.join(FOLDER, name)).catch(() => undefined))
    if (!content) return reply.code(404).send({ error: 'not found' })
    return reply.type(type).header('cache-control', 'no-cache').send(content)
  })
}
