import './style/tokens.css';
import './style/base.css';
import { render } from 'preact';
import { keepUpdated } from './update.ts';

keepUpdated((take) => take());
render(<h1>Træffetid</h1>, document.getElementById('app')!);
