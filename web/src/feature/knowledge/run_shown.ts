// The run whose result is shown: whoever opens what stands behind a mark names it.
import { createContext, useContext } from 'react';

export const RunShown = createContext<string | null>(null);
export const useRunShown = () => useContext(RunShown);
