// Preloaded into a process of the app: its clock is so many ms ahead. Broadcasts leave by day, storms rage at any hour.
const now = Date.now
const offset = Number(process.env.CLOCK_OFFSET_MS)
Date.now = () => now() + offset
