import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/storm/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    testTimeout: 300_000,
    hookTimeout: 60_000,
    // A storm is mostly one process that starts: two of them fill two cores.
    maxWorkers: 2,
  },
})
