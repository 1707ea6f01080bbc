// Links whose records a feature shows in a way of its own, so that the list of linked records leaves them out.
import { createContext } from 'react';

/** Each as `object.field`. */
export const ElsewhereContext = createContext<readonly string[]>([]);
