// The phones: a card for each address, with what it shows and a form to write.
import { button, complain, element, soon } from './element.js';

const shelf = document.getElementById('phones');
const template = document.getElementById('phone');
const phones = new Map(); // by address
let known = [];           // numbers of the account

const url = (address, what) => `phones/${encodeURIComponent(address)}/${what}`;

const channelOf = (address) => (address.includes(':') ? address.slice(0, address.indexOf(':')) : 'sms');
const channelNames = { sms: 'SMS', whatsapp: 'WhatsApp', messenger: 'Messenger', rcs: 'RCS' };

// numbers tells which numbers there are to write to.
export function numbers(list) {
  known = list;
  document.getElementById('numbers').replaceChildren(...list.map((address) => Object.assign(element('option'), { value: address })));
  for (const phone of phones.values()) phone.suggest();
}

// open returns the addresses of the phones that are on the page.
export const open = () => [...phones.keys()];

// add puts a phone on the page, unless it is there.
export function add(address, { focus = false } = {}) {
  let phone = phones.get(address);
  if (!phone) {
    phone = new Phone(address);
    phones.set(address, phone);
    shelf.append(phone.card);
    phone.refresh();
  }
  if (focus) phone.form.elements.Body.focus();
}

// refresh shows what came to a phone, which is put on the page if it is not there.
export function refresh(address) {
  add(address);
  phones.get(address).refresh();
}

// forget empties all phones.
export function forget() {
  for (const phone of phones.values()) phone.forget();
}

// changed tells of a message that is new or has come further. Who has RCS gets SMS on the same phone.
export function changed(m) {
  const address = m.direction === 'inbound' ? m.from : m.to;
  if (!phones.get(address)?.mark(m)) refresh(address);
  const rcs = phones.get(`rcs:${address}`);
  if (rcs && !rcs.mark(m)) rcs.refresh();
}

class Phone {
  constructor(address) {
    this.address = address;
    this.items = new Map(); // by SID
    this.shown = 0;
    this.run = 0; // how often the phone was emptied
    this.files = [];
    this.card = template.content.firstElementChild.cloneNode(true);
    this.list = this.card.querySelector('.messages');
    this.form = this.card.querySelector('form');
    this.refresh = soon(() => this.fetch());
    const channel = channelOf(address);
    const name = channelNames[channel] ?? channel;
    this.card.classList.add(channel);
    this.card.setAttribute('aria-label', `Phone ${address}`);
    this.card.querySelector('.face').textContent = name[0];
    this.card.querySelector('.channel').textContent = name;
    this.card.querySelector('.address').textContent = address.slice(address.indexOf(':') + 1);
    this.wire(channel);
    this.suggest();
  }

  wire(channel) {
    const read = this.card.querySelector('.read');
    read.hidden = channel === 'sms';
    read.setAttribute('aria-label', `Read, on phone ${this.address}`);
    read.addEventListener('click', () => fetch(url(this.address, 'read'), { method: 'POST' }));
    const close = this.card.querySelector('.close');
    close.setAttribute('aria-label', `Put phone ${this.address} away`);
    close.addEventListener('click', () => {
      const next = this.card.nextElementSibling ?? this.card.previousElementSibling;
      phones.delete(this.address);
      this.card.remove();
      (next?.querySelector('textarea') ?? document.getElementById('address')).focus();
    });
    const text = this.form.elements.Body;
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.send();
    });
    text.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.form.requestSubmit();
      }
    });
    this.card.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      complain(this.form, '');
      text.focus();
    });
    const chooser = this.form.querySelector('[type=file]');
    chooser.addEventListener('change', () => {
      this.attach(chooser.files);
      chooser.value = '';
    });
    text.addEventListener('paste', (event) => {
      if (event.clipboardData.files.length === 0) return;
      event.preventDefault();
      this.attach(event.clipboardData.files);
    });
    this.card.addEventListener('dragover', (event) => event.preventDefault());
    this.card.addEventListener('drop', (event) => {
      event.preventDefault();
      this.attach(event.dataTransfer.files);
    });
  }

  suggest() {
    const to = this.form.elements.To;
    if (!to.value) to.value = known.find((n) => channelOf(n) === channelOf(this.address)) ?? '';
  }

  attach(files) {
    this.files.push(...files);
    this.drawFiles();
  }

  drawFiles() {
    this.form.querySelector('.files').replaceChildren(...this.files.map((file) => {
      const item = element('li', '', `${file.name} `);
      const remove = button('×', () => {
        this.files = this.files.filter((f) => f !== file);
        this.drawFiles();
        this.form.elements.Body.focus();
      });
      remove.setAttribute('aria-label', `Do not send ${file.name}`);
      item.append(remove);
      return item;
    }));
  }

  async send() {
    const submit = this.form.querySelector('.write > button');
    if (submit.disabled) return;
    const data = new FormData(this.form);
    for (const file of this.files) data.append('Media', file);
    submit.disabled = true;
    try {
      const answer = await fetch(url(this.address, 'messages'), { method: 'POST', body: data });
      const result = await answer.json();
      complain(this.form, answer.ok ? '' : result.message);
      if (answer.ok) {
        this.form.elements.Body.value = '';
        this.files = [];
        this.drawFiles();
      }
    } catch {
      complain(this.form, 'devphone does not answer.');
    }
    submit.disabled = false;
    this.refresh();
  }

  // fetch asks for the messages that are not shown yet.
  async fetch() {
    const run = this.run;
    try {
      const answer = await fetch(`${url(this.address, 'messages')}?after=${this.shown}`);
      const result = await answer.json();
      if (run !== this.run) return;
      if (answer.ok) this.append(result.messages);
      else complain(this.form, result.message);
    } catch {
      complain(this.form, 'devphone does not answer.');
    }
  }

  append(messages) {
    if (messages.length === 0) return;
    const atEnd = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 60;
    this.list.append(...messages.map((m) => {
      const item = bubble(this.address, m);
      if (m.sid) this.items.set(m.sid, item);
      return item;
    }));
    this.shown += messages.length;
    if (atEnd) this.list.scrollTop = this.list.scrollHeight;
  }

  // mark shows how far a message has come, and reports whether the phone shows it.
  mark(m) {
    const item = this.items.get(m.sid);
    item?.querySelector('.tick').replaceWith(tick(m));
    return Boolean(item);
  }

  forget() {
    this.run += 1;
    this.shown = 0;
    this.items.clear();
    this.list.replaceChildren();
    complain(this.form, '');
  }
}

function bubble(address, m) {
  const mine = m.direction === 'inbound';
  const item = element('li', mine ? 'message mine' : 'message');
  item.dataset.sid = m.sid;
  for (const file of m.media) item.append(picture(address, file));
  if (m.body) item.append(element('p', '', m.body));
  for (const action of m.actions ?? []) item.append(element('p', '', action.replace(/^geo:/, '📍 ')));
  const foot = element('small');
  const other = mine ? m.to : m.from;
  const time = element('time', '', new Date(m.date).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' }));
  time.dateTime = m.date;
  foot.append(element('span', 'other', `${mine ? 'to' : 'from'} ${other.slice(other.indexOf(':') + 1)}`), time, tick(m));
  item.append(foot);
  return item;
}

// tick tells how far a message has come, as phones do.
function tick(m) {
  const [sign, kind] = {
    received: ['✓✓', ''], delivered: ['✓✓', ''], read: ['✓✓', ' tick-read'],
    failed: ['✗', ' tick-bad'], undelivered: ['✗', ' tick-bad'],
  }[m.status] ?? ['✓', ''];
  const mark = element('span', `tick${kind}`, sign);
  mark.title = m.error_code ? `${m.status}, ${m.error_code}` : m.status;
  mark.setAttribute('role', 'img');
  mark.setAttribute('aria-label', mark.title);
  return mark;
}

function picture(address, file) {
  const source = url(address, `media/${file.sid}`);
  const kind = file.content_type.split('/')[0];
  if (kind === 'image') return Object.assign(new Image(), { src: source, alt: file.content_type, loading: 'lazy' });
  if (kind === 'video' || kind === 'audio') return Object.assign(element(kind), { src: source, controls: true });
  return Object.assign(element('a', '', file.content_type), { href: source, download: file.sid });
}
