// The phones: a card for each address, with what it shows and a form to write.
const shelf = document.getElementById('phones');
const template = document.getElementById('phone');
const cards = new Map(); // by address
let known = [];          // numbers of the account

const url = (address, what) => `phones/${encodeURIComponent(address)}/${what}`;

const channelOf = (address) => (address.includes(':') ? address.slice(0, address.indexOf(':')) : 'sms');

// numbers tells which numbers there are to write to.
export function numbers(list) {
  known = list;
  document.getElementById('numbers').replaceChildren(...list.map((address) => Object.assign(document.createElement('option'), { value: address })));
  for (const [address, card] of cards) suggest(address, card);
}

function suggest(address, card) {
  const to = card.querySelector('[name=To]');
  if (!to.value) to.value = known.find((n) => channelOf(n) === channelOf(address)) ?? '';
}

// open returns the addresses of the phones that are on the page.
export const open = () => [...cards.keys()];

// add puts a phone on the page, unless it is there.
export function add(address, { focus = false } = {}) {
  let card = cards.get(address);
  if (!card) {
    card = template.content.firstElementChild.cloneNode(true);
    card.classList.add(channelOf(address));
    card.setAttribute('aria-label', `Phone ${address}`);
    card.querySelector('h2').textContent = address;
    card.querySelector('.read').hidden = channelOf(address) === 'sms';
    card.querySelector('.read').addEventListener('click', async () => {
      await fetch(url(address, 'read'), { method: 'POST' });
      refresh(address);
    });
    card.querySelector('.close').addEventListener('click', () => {
      cards.delete(address);
      card.remove();
    });
    const form = card.querySelector('form');
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      send(address, card, form);
    });
    form.elements.Body.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        form.requestSubmit();
      }
    });
    cards.set(address, card);
    shelf.append(card);
    suggest(address, card);
    refresh(address);
  }
  if (focus) card.querySelector('[name=Body]').focus();
}

async function send(address, card, form) {
  const button = form.querySelector('button');
  if (button.disabled) return;
  const data = new FormData(form);
  for (const file of data.getAll('Media')) {
    if (!file.size) { data.delete('Media'); break; } // none was chosen
  }
  button.disabled = true;
  try {
    const answer = await fetch(url(address, 'messages'), { method: 'POST', body: data });
    const result = await answer.json();
    say(card, answer.ok ? '' : result.message);
    if (answer.ok) {
      form.elements.Body.value = '';
      form.elements.Media.value = '';
    }
  } catch {
    say(card, 'devphone does not answer.');
  }
  button.disabled = false;
  form.elements.Body.focus();
  refresh(address);
}

function say(card, text) {
  const error = card.querySelector('.error');
  error.textContent = text;
  error.hidden = !text;
}

const waiting = new Set();

// refresh shows what a phone shows now. Many calls at once are one. A phone that is not on the page
// is put there.
export function refresh(address) {
  if (!cards.has(address)) {
    add(address);
    return;
  }
  if (waiting.has(address)) return;
  waiting.add(address);
  setTimeout(async () => {
    waiting.delete(address);
    const card = cards.get(address);
    if (!card) return;
    try {
      const answer = await fetch(url(address, 'messages'));
      const result = await answer.json();
      if (answer.ok) draw(address, card, result.messages);
      else say(card, result.message);
    } catch {
      say(card, 'devphone does not answer.');
    }
  }, 40);
}

function draw(address, card, messages) {
  const list = card.querySelector('.messages');
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  const drawn = new Map([...list.children].map((item) => [item.dataset.key, item]));
  const items = messages.map((m) => {
    const key = `${m.sid} ${m.status} ${m.body}`;
    return drawn.get(key) ?? bubble(address, m, key);
  });
  if (items.length === list.children.length && items.every((item, i) => item === list.children[i])) return;
  list.replaceChildren(...items);
  if (atEnd) list.scrollTop = list.scrollHeight;
}

function bubble(address, m, key) {
  const item = document.createElement('li');
  const mine = m.direction === 'inbound';
  item.className = mine ? 'message mine' : 'message';
  item.dataset.key = key;
  item.dataset.sid = m.sid;
  for (const file of m.media) item.append(picture(address, file));
  if (m.body) item.append(Object.assign(document.createElement('p'), { textContent: m.body }));
  const foot = document.createElement('small');
  const time = Object.assign(document.createElement('time'), { dateTime: m.date, textContent: new Date(m.date).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' }) });
  foot.append(`${mine ? 'to' : 'from'} ${mine ? m.to : m.from} · `, time, ' ', tick(m));
  item.append(foot);
  return item;
}

// tick tells how far a message has come, as phones do.
function tick(m) {
  const mark = document.createElement('span');
  const [sign, kind] = {
    received: ['✓✓', ''], delivered: ['✓✓', ''], read: ['✓✓', 'tick-read'],
    failed: ['✗', 'tick-bad'], undelivered: ['✗', 'tick-bad'],
  }[m.status] ?? ['✓', ''];
  mark.textContent = sign;
  mark.className = kind;
  mark.title = m.status;
  mark.setAttribute('role', 'img');
  mark.setAttribute('aria-label', m.status);
  return mark;
}

function picture(address, file) {
  const source = url(address, `media/${file.sid}`);
  const kind = file.content_type.split('/')[0];
  if (kind === 'image') return Object.assign(new Image(), { src: source, alt: file.content_type, loading: 'lazy' });
  if (kind === 'video' || kind === 'audio') return Object.assign(document.createElement(kind), { src: source, controls: true });
  const link = Object.assign(document.createElement('a'), { href: source, textContent: file.content_type, download: file.sid });
  return link;
}
