// A first password that can be said on the telephone: syllables and figures, about 60 bits of chance.
const CONSONANTS = 'bdfghjklmnprstvz';
const VOWELS = 'aeiou';

/** Such as `bako-remi-tusu-lavi-482`; `random` gives whole numbers below a bound. */
export function makePassword(random: (below: number) => number = secureRandom): string {
  const letter = (from: string) => from[random(from.length)] ?? '';
  const syllable = () => letter(CONSONANTS) + letter(VOWELS);
  const words = Array.from({ length: 4 }, () => syllable() + syllable());
  const figures = Array.from({ length: 3 }, () => random(10)).join('');
  return [...words, figures].join('-');
}

/** Each number equally likely: what would favor the small ones is drawn again. */
function secureRandom(below: number): number {
  const drawn = new Uint32Array(1);
  const end = Math.floor(2 ** 32 / below) * below;
  do crypto.getRandomValues(drawn);
  while ((drawn[0] ?? 0) >= end);
  return (drawn[0] ?? 0) % below;
}
