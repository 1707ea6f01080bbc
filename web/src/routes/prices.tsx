// /prices: what everything costs in every price book.
export { PriceMatrix as default } from '../feature/price/PriceMatrix.tsx';
