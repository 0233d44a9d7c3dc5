// Starts the page: asks who there is, and follows what happens.
import { add, refresh, open, numbers } from './phone.js';
import { show, clear } from './inspector.js';

const live = document.getElementById('live');

document.getElementById('add').addEventListener('submit', (event) => {
  event.preventDefault();
  const input = event.target.elements.address;
  add(input.value.trim().replace(/[\s()-]/g, ''), { focus: true });
  input.value = '';
});

document.getElementById('reset').addEventListener('click', async () => {
  await fetch('reset', { method: 'POST' });
});

async function meet() {
  const answer = await fetch('phones');
  if (!answer.ok) return;
  const known = await answer.json();
  numbers(known.numbers.map((n) => n.address));
  for (const address of known.phones) add(address);
  if (open().length === 0) {
    add('+15558675310');
    for (const n of known.numbers) {
      if (n.address.startsWith('whatsapp:')) { add('whatsapp:+15558675310'); break; }
    }
  }
}

const events = new EventSource('events?since=0');
events.onopen = () => { live.textContent = 'live'; };
events.onerror = () => { live.textContent = 'not connected; trying again …'; };
for (const kind of ['call', 'webhook', 'alert']) {
  events.addEventListener(kind, (event) => show(kind, JSON.parse(event.data)));
}
events.addEventListener('message', (event) => {
  if (!event.lastEventId) return; // not one of the emulator's
  const m = JSON.parse(event.data);
  refresh(m.direction === 'inbound' ? m.from : m.to);
});
events.addEventListener('reset', () => {
  clear();
  for (const address of open()) refresh(address);
  meet();
});

meet();
