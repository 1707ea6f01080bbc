// The two parts into which the build divides the English texts (see `texts.ts`).
declare module '*.json?first' {
  const texts: Readonly<Record<string, string>>;
  export default texts;
}
declare module '*.json?later' {
  const texts: Readonly<Record<string, string>>;
  export default texts;
}
