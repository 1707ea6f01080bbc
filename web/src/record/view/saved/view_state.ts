// The state in which a saved view opens.
import type { SavedView } from '../../../api/views.ts';
import { type ListState, readListState } from '../state.ts';

export const stateOfView = (view: SavedView): ListState => ({
  ...readListState({ ...view.state, view: view.kind }),
  saved: view.id,
});
