// The app's own color scales. Spruce is the accent, stone the neutrals (warm in light, green-tinted in dark), clay the warm second voice.
import type { MantineColorsTuple } from '@mantine/core';

export const spruce: MantineColorsTuple = [
  '#edf6f3',
  '#d8eae4',
  '#aed4c8',
  '#82bdab',
  '#5ea792',
  '#42917b',
  '#2b7c67',
  '#216a58',
  '#1a5648',
  '#123f35',
];

export const clay: MantineColorsTuple = [
  '#fdf3ec',
  '#f8e3d4',
  '#f0c5a8',
  '#e8a67a',
  '#e08b54',
  '#d3743a',
  '#b85e29',
  '#974b20',
  '#783b1a',
  '#5a2c13',
];

/** What cannot be taken back, and what went wrong: deep enough to be read as text, and to carry white text. */
export const red: MantineColorsTuple = [
  '#fff5f5',
  '#ffe3e3',
  '#ffc9c9',
  '#ffa8a8',
  '#ff8787',
  '#f05252',
  '#d43333',
  '#c12727',
  '#a61e1e',
  '#871616',
];

export const stone: MantineColorsTuple = [
  '#faf9f7',
  '#f3f1ed',
  '#e8e5df',
  '#d8d4cc',
  '#cbc6bc',
  '#949085',
  '#6d6a61',
  '#55524b',
  '#3a3833',
  '#22211e',
];

/** Surfaces and text of the dark scheme, darkest last, as the component library expects. */
export const dark: MantineColorsTuple = [
  '#dfe5e2',
  '#b6bfbb',
  '#98a39e',
  '#6c7873',
  '#3b4541',
  '#2c3531',
  '#222a27',
  '#181e1c',
  '#131816',
  '#0e1211',
];

/** Colors of the series of a chart, told apart also by those who see few colors: light and dark scheme. */
export const series: readonly (readonly [string, string])[] = [
  ['#2b7c67', '#5ea792'],
  ['#d3743a', '#e08b54'],
  ['#3d6fa8', '#7ba6d8'],
  ['#b49a2c', '#d8c25f'],
  ['#8a5a9e', '#b58bc8'],
  ['#4f9aa8', '#7fc2cf'],
  ['#b5495b', '#dd8291'],
  ['#6f8f3a', '#a6c46c'],
  ['#7a6a58', '#b3a28e'],
];

/** What is put together because each of it is too small. */
export const seriesRest: readonly [string, string] = ['#b5b0a6', '#56605b'];
