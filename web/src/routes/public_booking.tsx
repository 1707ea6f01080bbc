// /book/<secret>: free times for a customer to choose. /booking/<secret>: what was chosen.
import { PublicBooking, PublicPage } from '../feature/booking/PublicBooking.tsx';

export default function PublicBookingRoute({ token, booked }: { token: string; booked: boolean }) {
  return booked ? <PublicBooking token={token} /> : <PublicPage token={token} />;
}
