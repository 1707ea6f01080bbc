// /forecast: what a period will bring.
export { Forecast as default } from '../feature/goal/Forecast.tsx';
