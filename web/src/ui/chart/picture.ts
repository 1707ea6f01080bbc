// A chart as a picture: its own drawing with the colors it has on the screen, as SVG or, from that, as PNG.

const PAINTED = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-opacity',
  'fill-opacity',
  'opacity',
  'font-size',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
] as const;
const HEAD = 36;
const SHARP = 2;
const SVG = 'http://www.w3.org/2000/svg';

/** The drawing under an element as a picture with its name above it; none where there is no drawing. */
export async function pictureOf(element: HTMLElement, format: 'svg' | 'png', title: string): Promise<Blob | undefined> {
  const drawn = element.querySelector('svg:is(.recharts-surface, [data-drawing])');
  if (!(drawn instanceof SVGSVGElement)) return undefined;
  const { width, height } = drawn.getBoundingClientRect();
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  paint(drawn, copy);
  const page = getComputedStyle(document.body);
  const whole = document.createElementNS(SVG, 'svg');
  const size = { width: Math.ceil(width), height: Math.ceil(height) + HEAD };
  for (const [name, value] of Object.entries({ ...size, viewBox: `0 0 ${size.width} ${size.height}` }))
    whole.setAttribute(name, String(value));
  whole.setAttribute('font-family', 'Inter, system-ui, sans-serif');
  const ground = document.createElementNS(SVG, 'rect');
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute('fill', page.backgroundColor);
  const name = document.createElementNS(SVG, 'text');
  name.setAttribute('x', '12');
  name.setAttribute('y', '22');
  name.setAttribute('font-size', '14');
  name.setAttribute('font-weight', '600');
  name.setAttribute('fill', page.color);
  name.textContent = title;
  copy.setAttribute('y', String(HEAD));
  copy.setAttribute('width', String(size.width));
  copy.setAttribute('height', String(size.height - HEAD));
  whole.append(ground, name, copy);
  const text = new XMLSerializer().serializeToString(whole);
  const svg = new Blob([text], { type: 'image/svg+xml' });
  return format === 'svg' ? svg : pixels(text, size);
}

/** Style sheets do not travel with a drawing: what they say is written into each part. */
function paint(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  for (const name of PAINTED) {
    const value = style.getPropertyValue(name);
    if (value) to.setAttribute(name, value);
  }
  to.removeAttribute('class');
  to.removeAttribute('style');
  [...from.children].forEach((child, place) => {
    const twin = to.children[place];
    if (twin) paint(child, twin);
  });
}

async function pixels(text: string, { width, height }: { width: number; height: number }): Promise<Blob | undefined> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * SHARP;
  canvas.height = height * SHARP;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob((blob) => done(blob ?? undefined), 'image/png'));
}

/** Hands a file to the browser's downloads. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by then; the address is no longer needed.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
