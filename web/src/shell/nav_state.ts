// How wide the navigation is, what is folded in it, and whether it shows icons only: kept on this device.
import { useLocalStorage } from '@mantine/hooks';

export const WIDTH = { least: 190, usual: 232, most: 380 } as const;

export interface NavState {
  width: number;
  /** Icons only. */
  narrow: boolean;
  folded: readonly string[];
}

const USUAL: NavState = { width: WIDTH.usual, narrow: false, folded: ['more'] };

const within = (width: number) => Math.round(Math.min(WIDTH.most, Math.max(WIDTH.least, width)));

/** Reads what was kept; what is broken or of another version counts for nothing. */
export function readNav(text: string | undefined): NavState {
  try {
    const kept = JSON.parse(text ?? '') as Partial<NavState>;
    return {
      width: within(Number(kept.width) || USUAL.width),
      narrow: kept.narrow === true,
      folded: Array.isArray(kept.folded) ? kept.folded.filter((one) => typeof one === 'string') : USUAL.folded,
    };
  } catch {
    return USUAL;
  }
}

export function useNavState() {
  const [state, setState] = useLocalStorage<NavState>({
    key: 'kith-navigation',
    defaultValue: USUAL,
    getInitialValueInEffect: false,
    deserialize: readNav,
  });
  return {
    ...state,
    setWidth: (width: number) => setState((old) => ({ ...old, width: within(width) })),
    toggleNarrow: () => setState((old) => ({ ...old, narrow: !old.narrow })),
    toggleFold: (key: string) =>
      setState((old) => ({
        ...old,
        folded: old.folded.includes(key) ? old.folded.filter((one) => one !== key) : [...old.folded, key],
      })),
  };
}
