import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Two to a core of a small machine: half of what a test takes, it waits for processes, sockets and timers.
    maxWorkers: 4,
    projects: [
      {
        extends: true,
        // Conversations are pure: nothing is left behind in a module, so each is read once for all files.
        test: { name: 'flows', include: ['tests/flows/**/*.test.ts'], isolate: false },
      },
      {
        extends: true,
        // Storms: `npm run storm`.
        test: {
          name: 'parts',
          // To read the project and its libraries anew for each file was a quarter of a run. What a file opens is its own.
          isolate: false,
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/storm/**', 'tests/pictures/**', 'tests/flows/**'],
          globalSetup: ['tests/support/global-setup.ts'],
        },
      },
    ],
  },
})
