// Starts the page: asks who there is, and follows what happens.
import { add, changed, forget, open, refresh, numbers } from './phone.js';
import { show, clear } from './inspector.js';
import { refreshFaults } from './faults.js';
import * as clock from './clock.js';

const live = document.getElementById('live');

document.getElementById('add').addEventListener('submit', (event) => {
  event.preventDefault();
  const { address, channel } = event.target.elements;
  const typed = address.value.trim().replace(/[\s()]/g, '');
  add(typed.includes(':') ? typed : channel.value + typed, { focus: true });
  address.value = '';
});

document.getElementById('reset').addEventListener('click', async () => {
  await fetch('reset', { method: 'POST' });
});

// meet puts the phones that there are on the page. If there are none, it begins with one for SMS and
// for each other channel of the account.
async function meet() {
  const answer = await fetch('phones');
  if (!answer.ok) return;
  const known = await answer.json();
  numbers(known.numbers.map((n) => n.address));
  for (const address of known.phones) add(address);
  if (open().length > 0) return;
  const people = { 'whatsapp:': '+15558675310', 'messenger:': '24680135792468', 'rcs:': '+15558675310' };
  add('+15558675310');
  for (const [channel, person] of Object.entries(people)) {
    if (known.numbers.some((n) => n.address.startsWith(channel))) add(channel + person);
  }
}

const events = new EventSource('events?since=0');
events.onopen = () => { live.textContent = 'live'; live.className = 'good'; };
events.onerror = () => { live.textContent = 'not connected, trying again …'; live.className = 'bad'; };
for (const kind of ['call', 'webhook', 'alert']) {
  events.addEventListener(kind, (event) => {
    show(kind, JSON.parse(event.data), event.lastEventId);
    refreshFaults();
  });
}
events.addEventListener('message', (event) => {
  if (!event.lastEventId) return; // not one of the emulator's
  changed(JSON.parse(event.data));
});
events.addEventListener('faults', () => refreshFaults());
events.addEventListener('clock', (event) => clock.tell(JSON.parse(event.data).now));
events.addEventListener('reset', () => {
  clock.ask();
  clear();
  forget();
  refreshFaults();
  for (const address of open()) refresh(address);
  meet();
});

meet();
clock.ask();
