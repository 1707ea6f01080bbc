// Builds the web app into web/dist, which the server embeds; in development it passes API calls on to a running server.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { WITH_FIRST, weighFirstLoad, writeWorker } from './build.ts';
import { divideTexts } from './texts.ts';

const server = process.env.KITH_SERVER ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [divideTexts(['/src/main.tsx', ...WITH_FIRST]), react(), weighFirstLoad(), writeWorker()],
  build: { target: 'es2022', assetsInlineLimit: 0, sourcemap: false },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: {
      '/api': { target: server, changeOrigin: false },
      '/practice/api': { target: server, changeOrigin: false },
    },
  },
  test: { include: ['src/**/*.test.{ts,tsx}'], environment: 'node' },
});
