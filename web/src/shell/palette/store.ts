// The state of the palette, small enough to be there before the palette itself is loaded.
import { createSpotlight } from '@mantine/spotlight';

export const [paletteStore, palette] = createSpotlight();

/** Enter takes the first line, also when it came from the server a moment after the last key; a line walked to stays chosen. */
export function selectFirst(): void {
  const { listId, selected } = paletteStore.getState();
  const list = listId ? document.getElementById(listId) : null;
  const chosen = list?.querySelector('[data-selected]');
  if (!list || (chosen && selected > 0)) return;
  chosen?.removeAttribute('data-selected');
  list.querySelector('[data-action]')?.setAttribute('data-selected', 'true');
  paletteStore.updateState((state) => ({ ...state, selected: 0 }));
}
