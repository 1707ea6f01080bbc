// The English texts that the first page does not need. The build imports this where a module of a later page asks for texts (see `texts.ts`).
import later from './en.json?later';
import { addEnglish } from './index.ts';

addEnglish(later);
