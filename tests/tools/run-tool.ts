import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { DATA_KEY } from '../support/keys.js'
import { removeFolder, tempFolder } from '../support/temp-folder.js'

export interface ToolRun {
  code: number | null
  out: string
  err: string
}

interface ToolOptions {
  args?: string[]
  env?: Record<string, string>
  /** What is typed, line by line. */
  input?: string[]
}

/** Runs one of the tools, compiled, as a process of its own, with no settings but those given, until it ends. */
export function runTool(name: string, { args = [], env = {}, input = [] }: ToolOptions = {}) {
  const entry = fileURLToPath(new URL('../../dist/tools/main.js', import.meta.url))
  // A folder without an .env.
  const cwd = tempFolder()
  const child = spawn(process.execPath, [entry, name, ...args], {
    cwd,
    env: { PATH: process.env.PATH, DATA_KEY: DATA_KEY[0]!.toString('base64'), ...env },
  })
  child.stdin.end(input.map((line) => `${line}\n`).join(''))
  const run: ToolRun = { code: null, out: '', err: '' }
  child.stdout.on('data', (chunk) => (run.out += chunk))
  child.stderr.on('data', (chunk) => (run.err += chunk))
  return new Promise<ToolRun>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      removeFolder(cwd)
      resolve({ ...run, code })
    })
  })
}
