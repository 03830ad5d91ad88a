import { useWide } from '../device/wide-screen.ts';
import './capture.css';

/** Names what is worked on: below the day where both are seen, the page's own first heading where it stands alone. */
export const PaneTitle = ({ text }: { text: string }) => (useWide() ? <h2>{text}</h2> : <h1>{text}</h1>);
