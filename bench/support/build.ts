// A build of the project under measurement: this folder, or an earlier commit set up beside it.
import { execFileSync } from 'node:child_process'
import { readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { removeFolder, tempFolder } from '../../tests/support/temp-folder.js'

export interface Build {
  root: string
  /** A module of this build, by its path from the root. */
  load<Module>(file: string): Promise<Module>
  remove(): void
}

const HERE = fileURLToPath(new URL('../..', import.meta.url))

export const thisBuild: Build = { root: HERE, load: (file) => load(HERE, file), remove() {} }

/** `commit` checked out into a folder of its own and made ready, as a newcomer would. Throws when git does not know it. */
export function buildOf(commit: string): Build {
  const root = path.join(tempFolder(), 'project')
  execFileSync('git', ['-C', HERE, 'worktree', 'add', '--quiet', '--detach', root, commit])
  const read = (folder: string) => readFileSync(path.join(folder, 'package-lock.json'), 'utf8')
  if (read(root) === read(HERE)) symlinkSync(path.join(HERE, 'node_modules'), path.join(root, 'node_modules'))
  execFileSync(process.execPath, ['scripts/setup.mjs'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  return {
    root,
    load: (file) => load(root, file),
    remove() {
      execFileSync('git', ['-C', HERE, 'worktree', 'remove', '--force', root])
      removeFolder(path.dirname(root))
    },
  }
}

const load = <Module>(root: string, file: string): Promise<Module> =>
  import(pathToFileURL(path.join(root, file)).href) as Promise<Module>
