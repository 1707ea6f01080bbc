// Sets the color scheme before the first paint, so that a dark screen never flashes white. Kept out of the page for a strict CSP.
(() => {
  let wanted = 'auto';
  try {
    wanted = localStorage.getItem('kith-color-scheme') || 'auto';
  } catch {
    // Storage may be blocked; the system's scheme is used then.
  }
  const dark = wanted === 'dark' || (wanted !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
