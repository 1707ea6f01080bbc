// Puts the service worker to work and tells when a new version of the app waits for the pages that still run the old one.
import { useSyncExternalStore } from 'react';

const HOUR = 3_600_000;
let waiting: ServiceWorker | null = null;
let chosen = false;
const listeners = new Set<() => void>();

function tell(worker: ServiceWorker | null): void {
  waiting = worker;
  for (const listener of listeners) listener();
}

function watch(registration: ServiceWorkerRegistration): void {
  // The first worker of all has nothing to replace.
  const found = (worker: ServiceWorker | null) => {
    if (worker?.state === 'installed' && navigator.serviceWorker.controller) tell(worker);
  };
  found(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const next = registration.installing;
    next?.addEventListener('statechange', () => found(next));
  });
}

/** Called once at the start. Without a secure address a browser has no service workers, and the app works as ever. */
export async function registerWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register('/worker.js');
    watch(registration);
    setInterval(() => void registration.update().catch(() => {}), HOUR);
    const ready = await navigator.serviceWorker.ready;
    // After the first page is usable: these files are for the pages that may come.
    setTimeout(() => ready.active?.postMessage('fetch the rest'), 5_000);
    navigator.serviceWorker.addEventListener('controllerchange', () => {
      if (chosen) window.location.reload();
    });
  } catch {
    // A browser that forbids it still shows the app.
  }
}

/** The new version takes over, and the page is loaded anew with it. */
export function takeNewVersion(): void {
  chosen = true;
  waiting?.postMessage('take over');
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useNewVersion = (): boolean => useSyncExternalStore(subscribe, () => waiting !== null);
