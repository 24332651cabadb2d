// Preloaded into a process of the app: its clock is so many ms ahead, and a day and an hour more after each SIGUSR2.
// Broadcasts leave by day, storms rage at any hour; some things are allowed only after a day.
const now = Date.now
let offset = Number(process.env.CLOCK_OFFSET_MS)
Date.now = () => now() + offset
process.on('SIGUSR2', () => {
  offset += 25 * 3_600_000
})
