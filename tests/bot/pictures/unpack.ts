// A process that cleans the same picture so many times at once and says what memory that took, in megabytes.
import { readFileSync } from 'node:fs'
import { cleaned } from '../../../src/bot/pictures/cleaned.js'

const [file, times] = process.argv.slice(2)
await Promise.all(Array.from({ length: Number(times) }, () => cleaned(readFileSync(file!))))
console.log(`peak ${Math.round(process.resourceUsage().maxRSS / 1024)}`)
