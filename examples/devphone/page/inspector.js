// The inspector: calls of the API, webhooks and the debugger's alerts, the newest first.
const log = document.getElementById('log');
const nothing = document.getElementById('nothing');
const most = 500;

const names = { call: 'API', webhook: 'webhook', alert: 'alert' };

for (const box of document.querySelectorAll('[data-kind]')) {
  box.addEventListener('change', () => log.classList.toggle(`hide-${box.dataset.kind}`, !box.checked));
}
document.getElementById('clear').addEventListener('click', clear);

// clear empties the list.
export function clear() {
  log.replaceChildren();
  nothing.hidden = false;
}

// show adds something that happened.
export function show(kind, x) {
  nothing.hidden = true;
  const item = element('li', kind);
  const details = element('details');
  const summary = element('summary');
  const bad = kind === 'alert' || x.status === 0 || x.status >= 400;
  summary.append(element('span', 'kind', names[kind]));
  summary.append(element('span', 'what', kind === 'alert' ? `${x.code} ${x.text}` : `${x.method} ${x.url.replace(/\?.*/, '?…')}`));
  if (kind !== 'alert') {
    if (x.problems?.length) summary.append(element('span', 'status-bad', `${x.problems.length} problem${x.problems.length > 1 ? 's' : ''}`));
    summary.append(element('span', bad ? 'status-bad' : 'status-good', x.status || 'no answer'));
    summary.append(element('span', 'took', `${x.duration_ms < 10 ? x.duration_ms.toFixed(1) : Math.round(x.duration_ms)} ms`));
  } else {
    summary.lastChild.classList.add('status-bad');
  }
  details.append(summary);
  details.addEventListener('toggle', () => {
    if (details.open && !details.querySelector('.detail')) details.append(detail(kind, x));
  });
  item.append(details);
  log.prepend(item);
  while (log.children.length > most) log.lastChild.remove();
}

function detail(kind, x) {
  const box = element('div', 'detail');
  if (kind === 'alert') {
    box.append(table([['Code', `${x.code} ${x.name}`], ['URL', x.url], ['Text', x.text]]));
    return box;
  }
  box.append(copier(x.curl));
  const facts = [['Time', new Date(x.time).toLocaleTimeString()], ['URL', x.url]];
  if (x.signature) facts.push(['Signature', x.signature]);
  if (x.error) facts.push(['Error', x.error]);
  box.append(table(facts));
  const params = Object.entries(x.params ?? {}).flatMap(([name, values]) => values.map((value) => [name, value]));
  if (params.length) box.append(element('h3', '', 'Parameters'), table(params));
  if (x.body) box.append(element('h3', '', 'Body'), element('pre', '', x.body));
  if (x.problems?.length) {
    const list = element('ul', 'problems');
    for (const p of x.problems) list.append(element('li', '', `${p.path}: ${p.message} (${p.severity}${p.code ? `, ${p.code}` : ''})`));
    box.append(element('h3', '', 'Problems that Twilio has with the TwiML'), list);
  }
  if (x.answer) box.append(element('h3', '', `Answer${x.content_type ? `, ${x.content_type}` : ''}`), element('pre', '', x.answer));
  return box;
}

function copier(text) {
  const button = element('button', '', 'Copy as curl');
  button.type = 'button';
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
    } catch { // not allowed: show it, so that it can be copied by hand
      button.replaceWith(element('pre', '', text));
      return;
    }
    setTimeout(() => { button.textContent = 'Copy as curl'; }, 1500);
  });
  return button;
}

function table(rows) {
  const out = element('table');
  for (const [name, value] of rows) {
    const row = element('tr');
    row.append(element('th', '', name), element('td', '', value));
    row.firstChild.scope = 'row';
    out.append(row);
  }
  return out;
}

function element(name, className = '', text = '') {
  const e = document.createElement(name);
  if (className) e.className = className;
  if (text !== '') e.textContent = text;
  return e;
}
