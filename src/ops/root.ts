import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** A file or folder of the project by its path in it; the same from `src/` and from the bundles in `dist/`. */
export function inProject(...parts: string[]): string {
  return path.join(ROOT, ...parts)
}

const ROOT = rootAbove(path.dirname(fileURLToPath(import.meta.url)))

function rootAbove(folder: string): string {
  return existsSync(path.join(folder, 'package.json')) ? folder : rootAbove(path.dirname(folder))
}
