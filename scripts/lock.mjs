// One set-up of a folder at a time. A lock is a folder holding its owner's process id; the owner touches it every second.
// It is stale when the owner is gone, or (a process id used again, say in a restarted container) has stopped touching it.
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const STALE_MS = 10_000

/** Resolves with the function that gives the lock back. `onWait` is called once when somebody else holds it. */
export async function takeLock(folder, onWait) {
  mkdirSync(path.dirname(folder), { recursive: true })
  for (let told = false; !tryLock(folder); await wait(200)) {
    if (isStale(folder)) discard(folder)
    else if (!told) {
      told = true
      onWait()
    }
  }
  const touch = setInterval(() => isOurs(folder) && utimesSync(folder, new Date(), new Date()), 1000)
  touch.unref()
  return () => {
    clearInterval(touch)
    if (!isOurs(folder)) return
    const aside = `${folder}.done.${process.pid}`
    renameSync(folder, aside)
    rmSync(aside, { recursive: true })
  }
}

/** A process that stood still for too long has been taken for gone, and its lock away. */
function isOurs(folder) {
  try {
    return readFileSync(path.join(folder, 'pid'), 'utf8') === `${process.pid}`
  } catch {
    return false
  }
}

/** The folder is made aside with the process id in it and renamed into place: nobody sees it half made. */
function tryLock(folder) {
  const aside = `${folder}.${process.pid}`
  rmSync(aside, { recursive: true, force: true })
  mkdirSync(aside)
  writeFileSync(path.join(aside, 'pid'), `${process.pid}`)
  try {
    renameSync(aside, folder)
    return true
  } catch {
    rmSync(aside, { recursive: true, force: true })
    return false
  }
}

function isStale(folder) {
  try {
    const pid = Number(readFileSync(path.join(folder, 'pid'), 'utf8'))
    return pid === process.pid || !isAlive(pid) || Date.now() - statSync(folder).mtimeMs > STALE_MS
  } catch {
    return false // given back this moment
  }
}

/** Moved aside first, and looked at once more: somebody else may have replaced the stale lock by their own just before. */
function discard(folder) {
  const aside = `${folder}.stale.${process.pid}`
  try {
    renameSync(folder, aside)
    if (!isStale(aside)) renameSync(aside, folder)
  } catch {
    // another waiting start was faster
  }
  rmSync(aside, { recursive: true, force: true })
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
