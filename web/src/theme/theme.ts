// The visual language in one place: colors, type, space and the defaults of the components. Everything else refers to it.
import {
  ActionIcon,
  Alert,
  Badge,
  Button,
  type CSSVariablesResolver,
  createTheme,
  Menu,
  Modal,
  Paper,
  Popover,
  Select,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { clay, dark, red, series, seriesRest, spruce, stone } from './color.ts';

export const theme = createTheme({
  colors: { spruce, clay, red, gray: stone, dark },
  primaryColor: 'spruce',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  luminanceThreshold: 0.36,
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Code', 'DejaVu Sans Mono', monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.35', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.35' },
  headings: {
    fontWeight: '640',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.25' },
      h2: { fontSize: '1.25rem', lineHeight: '1.3' },
      h3: { fontSize: '1rem', lineHeight: '1.4' },
      h4: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  spacing: { xs: '0.375rem', sm: '0.625rem', md: '1rem', lg: '1.5rem', xl: '2.25rem' },
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '12px', xl: '20px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  shadows: {
    xs: '0 1px 1px rgb(20 30 26 / 0.05)',
    sm: '0 1px 3px rgb(20 30 26 / 0.08)',
    md: '0 4px 14px -2px rgb(20 30 26 / 0.12), 0 0 0 1px rgb(20 30 26 / 0.04)',
    lg: '0 14px 40px -8px rgb(20 30 26 / 0.22), 0 0 0 1px rgb(20 30 26 / 0.05)',
  },
  components: {
    Button: Button.extend({ defaultProps: { size: 'sm' } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 'md' } }),
    // Its own tint is too faint to read on its own ground.
    Alert: Alert.extend({ styles: { title: { color: 'var(--mantine-color-text)' } } }),
    Badge: Badge.extend({ defaultProps: { variant: 'light', radius: 'sm', tt: 'none', fw: 550 } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'sm' } }),
    Select: Select.extend({ defaultProps: { size: 'sm', comboboxProps: { shadow: 'md' } } }),
    Paper: Paper.extend({ defaultProps: { withBorder: true, shadow: 'none', radius: 'lg' } }),
    Popover: Popover.extend({ defaultProps: { shadow: 'lg', transitionProps: { duration: 90 } } }),
    // Without its placeholder the menu itself has the focus: nothing stands in it that is no item.
    Menu: Menu.extend({
      defaultProps: { shadow: 'lg', transitionProps: { duration: 90 }, withInitialFocusPlaceholder: false },
    }),
    Modal: Modal.extend({
      defaultProps: { radius: 'lg', transitionProps: { duration: 120 }, overlayProps: { backgroundOpacity: 0.35 } },
      styles: { title: { fontWeight: 640, fontSize: '1rem' } },
    }),
    // A scrolled table can be scrolled with the keyboard too.
    TableScrollContainer: { defaultProps: { scrollAreaProps: { viewportProps: { tabIndex: 0 } } } },
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, transitionProps: { duration: 80 }, withArrow: false } }),
  },
});

const seriesVariables = (scheme: 0 | 1) => ({
  ...Object.fromEntries(series.map((color, place) => [`--kith-series-${place}`, color[scheme]])),
  '--kith-series-rest': seriesRest[scheme],
});

/** Names for surfaces and lines, so that style sheets never repeat a raw color. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: {
    '--kith-nav-width': '232px',
    '--kith-bar-height': '52px',
    '--kith-panel-width': 'clamp(380px, 40vw, 620px)',
    '--kith-row-height': '40px',
  },
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': stone[9],
    '--mantine-color-dimmed': '#66635b',
    '--mantine-color-default-border': stone[2],
    '--mantine-color-placeholder': '#69665e',
    '--mantine-color-error': red[7],
    // The text of what cannot be taken back, also on its own tint under the pointer.
    '--mantine-color-red-6': red[8],
    '--kith-canvas': stone[0],
    '--kith-surface': '#ffffff',
    '--kith-raised': '#ffffff',
    '--kith-sunken': stone[1],
    '--kith-nav': '#f1f3ef',
    '--kith-line': stone[2],
    '--kith-now': '#c2402f',
    '--kith-line-strong': stone[3],
    '--kith-hover': '#f0f5f2',
    '--kith-selected': spruce[1],
    '--kith-accent-text': spruce[8],
    '--kith-accent-soft': spruce[0],
    '--kith-accent-line': spruce[5],
    '--kith-warm-text': clay[7],
    ...seriesVariables(0),
    '--kith-warm-soft': clay[0],
  },
  dark: {
    '--mantine-color-body': dark[7],
    '--mantine-color-text': dark[0],
    '--mantine-color-dimmed': '#9aa5a0',
    '--mantine-color-default-border': dark[5],
    '--mantine-color-placeholder': '#87928d',
    '--mantine-color-error': red[4],
    // As text it is light here; what it fills stays deep, under white text.
    '--mantine-color-red-6': red[4],
    '--mantine-color-red-filled': red[6],
    '--mantine-color-red-filled-hover': red[7],
    '--kith-canvas': dark[8],
    '--kith-surface': dark[7],
    '--kith-raised': dark[6],
    '--kith-sunken': dark[8],
    '--kith-nav': dark[9],
    '--kith-line': '#273029',
    '--kith-now': '#e2705f',
    '--kith-line-strong': dark[4],
    '--kith-hover': '#1f2724',
    '--kith-selected': '#21372f',
    '--kith-accent-text': spruce[2],
    '--kith-accent-soft': '#1b2b26',
    '--kith-accent-line': spruce[4],
    '--kith-warm-text': clay[3],
    ...seriesVariables(1),
    '--kith-warm-soft': '#2a211a',
  },
});
