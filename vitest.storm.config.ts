import { defineConfig } from 'vitest/config'

// Storms use both cores and the whole machine: one after the other.
export default defineConfig({
  test: {
    include: ['tests/storm/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    testTimeout: 300_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
})
