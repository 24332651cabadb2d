import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import path from 'node:path'
import { type Finding, findingsOf } from '../../ops/finding.js'

const GIGABYTE = 1024 ** 3

/** Node.js, the folder for data and the room in it. Nothing is written: not even a folder that is missing is made. */
export function checkMachine(dataDir: string): Finding[] {
  return [...checkNode(process.versions.node), ...checkDataDir(dataDir)]
}

function checkNode(version: string): Finding[] {
  const { ok, bad, list } = findingsOf('node')
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) ok(version)
  else bad(version, 'install Node.js 20.19 or newer from https://nodejs.org')
  return list
}

function checkDataDir(dataDir: string): Finding[] {
  const { ok, warn, bad, list } = findingsOf('data dir')
  const there = nearest(dataDir)
  if (!statSync(there).isDirectory()) {
    bad(`${there} is a file, not a folder`, 'set DATA_DIR to a folder')
    return list
  }
  try {
    accessSync(there, constants.R_OK | constants.W_OK | constants.X_OK)
    ok(there === dataDir ? `${dataDir} can be written` : `${dataDir} will be made by the first start`)
  } catch (error) {
    bad(
      `${there} cannot be written (${(error as NodeJS.ErrnoException).code})`,
      'give this user the right to, or set DATA_DIR to another folder',
    )
  }
  const { bavail, bsize } = statfsSync(there)
  const free = bavail * bsize
  const room = `${(free / GIGABYTE).toFixed(1)} GB free`
  if (free < GIGABYTE)
    warn(`${room}: pictures and the database need more`, 'make room, or set DATA_DIR to another disk')
  else ok(room)
  return list
}

/** The folder itself, or the one it would be made in. */
function nearest(folder: string): string {
  return existsSync(folder) ? folder : nearest(path.dirname(folder))
}
