// Gives the effective dictionary to every screen below it.
import { createContext, type ReactNode, useContext } from 'react';
import type { ObjectType } from '../api/types.ts';
import type { Dictionary } from './dictionary.ts';

const DictionaryContext = createContext<Dictionary | null>(null);

export function DictionaryProvider({ value, children }: { value: Dictionary; children: ReactNode }) {
  return <DictionaryContext.Provider value={value}>{children}</DictionaryContext.Provider>;
}

export function useDictionary(): Dictionary {
  const value = useContext(DictionaryContext);
  if (!value) throw new Error('useDictionary is used outside DictionaryProvider');
  return value;
}

export function useObject(key: string | null | undefined): ObjectType | undefined {
  return useDictionary().byKey.get(key ?? '');
}
