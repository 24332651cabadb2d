import { defineConfig } from 'vitest/config'

// `npm run pictures`: plays the sandbox in Chromium and takes the pictures of the guides anew.
export default defineConfig({
  test: {
    include: ['tests/pictures/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
