// /q/<secret>: a quote, as its customer sees it.
import { PublicQuote } from '../feature/quote/PublicQuote.tsx';

export default function PublicQuoteRoute({ token }: { token: string }) {
  return <PublicQuote token={token} />;
}
