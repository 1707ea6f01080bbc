// /knowledge: what can be known, a card for each question.
import { Knowledge } from '../feature/knowledge/Knowledge.tsx';

export default Knowledge;
