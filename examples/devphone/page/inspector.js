// The inspector: calls of the API, webhooks and the debugger's alerts, the newest first.
import { button, element } from './element.js';

const log = document.getElementById('log');
const nothing = document.getElementById('nothing');
const most = 500;

const names = { call: 'API', webhook: 'webhook', alert: 'alert' };

for (const box of document.querySelectorAll('[data-kind]')) {
  box.addEventListener('change', () => {
    log.classList.toggle(`hide-${box.dataset.kind}`, !box.checked);
    reachable();
  });
}
document.getElementById('clear').addEventListener('click', clear);

// clear empties the list.
export function clear() {
  log.replaceChildren();
  nothing.hidden = false;
}

// show adds something that happened.
export function show(kind, x, id) {
  nothing.hidden = true;
  const item = element('li', kind);
  item.dataset.id = id;
  const details = element('details');
  details.append(headline(kind, x));
  details.addEventListener('toggle', () => {
    if (details.open && !details.querySelector('.detail')) details.append(kind === 'alert' ? alertDetail(x) : detail(kind, x));
  });
  item.append(details);
  log.prepend(item);
  while (log.children.length > most) log.lastChild.remove();
  reachable();
}

// One entry is reached by Tab, and the others from there by the arrow keys.
let current = null;

function reachable() {
  if (current?.isConnected && current.tabIndex === 0 && document.activeElement === current) return;
  const first = visible().next().value;
  if (!first || first === current) return;
  if (current) current.tabIndex = -1;
  current = first;
  current.tabIndex = 0;
}

// visible yields the headlines of the kinds that are shown.
function* visible() {
  for (const item of log.children) {
    if (!log.classList.contains(`hide-${item.className}`)) yield item.querySelector('summary');
  }
}

log.addEventListener('focusin', (event) => {
  const summary = event.target.closest('details')?.querySelector('summary');
  if (!summary || summary === current) return;
  if (current) current.tabIndex = -1;
  current = summary;
  current.tabIndex = 0;
});

log.addEventListener('keydown', (event) => {
  const details = event.target.closest('details');
  if (event.key === 'Escape' && details?.open) {
    details.open = false;
    details.querySelector('summary').focus();
    return;
  }
  if (event.target.localName !== 'summary') return;
  const list = [...visible()];
  const at = list.indexOf(event.target);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: list.length - 1 }[event.key];
  if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
    details.open = event.key === 'ArrowRight';
  } else if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  event.preventDefault();
  list[to]?.focus();
});

function headline(kind, x) {
  const summary = element('summary');
  summary.tabIndex = -1;
  summary.append(element('span', 'kind', x.again ? `${names[kind]} again` : names[kind]));
  if (kind === 'alert') {
    summary.append(element('span', 'what bad', `${x.code} ${x.text}`));
    return summary;
  }
  const { pathname, host } = new URL(x.url);
  const what = element('span', 'what');
  what.append(element('b', '', x.method), ' ', element('span', 'host', kind === 'call' ? host.split('.')[0] : host), pathname);
  summary.append(what);
  if (x.problems?.length) summary.append(element('span', 'bad', x.problems.length === 1 ? '1 problem' : `${x.problems.length} problems`));
  summary.append(element('span', x.status === 0 || x.status >= 400 ? 'bad' : 'good', x.status || 'no answer'));
  summary.append(element('span', 'took', `${x.duration_ms < 10 ? x.duration_ms.toFixed(1) : Math.round(x.duration_ms)} ms`));
  return summary;
}

function alertDetail(x) {
  const box = element('div', 'detail');
  box.append(table([['Code', `${x.code} ${x.name}`], ['URL', x.url], ['Text', x.text]]));
  return box;
}

function detail(kind, x) {
  const box = element('div', 'detail');
  const actions = element('div', 'actions');
  const said = element('span', '');
  said.setAttribute('role', 'status');
  actions.append(button('Send again', (b) => again(x, b, said)), copier('Copy as curl', x.curl));
  if (x.go) actions.append(copier('Copy as Go test', x.go));
  actions.append(said);
  const facts = [['Time', new Date(x.time).toLocaleTimeString()], ['URL', x.url]];
  if (x.signature) facts.push(['Signature', x.signature]);
  if (x.error) facts.push(['Error', x.error]);
  box.append(actions);
  if (x.problems?.length) box.append(...answer(x));
  box.append(table(facts));
  const params = Object.entries(x.params ?? {}).flatMap(([name, values]) => values.map((value) => [name, value]));
  if (params.length) box.append(element('h3', '', 'Parameters'), table(params));
  if (x.body) box.append(element('h3', '', 'Body'), element('pre', '', x.body));
  if (!x.problems?.length) box.append(...answer(x));
  return box;
}

// answer shows what was answered, if anything was.
function answer(x) {
  if (!x.answer) return [];
  return [
    element('h3', '', `Answer${x.content_type ? `, ${x.content_type}` : ''}`),
    x.problems?.length ? marked(x.answer, x.problems) : element('pre', '', x.answer),
  ];
}

async function again(x, button, said) {
  button.disabled = true;
  said.textContent = '';
  try {
    const answer = await fetch(`events/${encodeURIComponent(x.id)}/again`, { method: 'POST' });
    const result = await answer.json();
    said.textContent = answer.ok ? `Sent again: ${result.status || 'no answer'}` : result.message;
  } catch {
    said.textContent = 'devphone does not answer.';
  }
  button.disabled = false;
  button.focus();
}

// marked is a document whose lines are numbered, with what is wrong below the line.
function marked(text, problems) {
  const list = element('ol', 'code');
  for (const [i, line] of text.split('\n').entries()) {
    const wrong = problems.filter((p) => (p.line || 1) === i + 1);
    const item = element('li', wrong.length ? 'wrong' : '');
    item.append(element('code', '', line));
    for (const p of wrong) {
      const code = p.code ? `, ${p.code}` : '';
      item.append(element('p', 'problem', `${p.path ? `${p.path}: ` : ''}${p.message} (${p.severity}${code})`));
    }
    list.append(item);
  }
  return list;
}

function copier(label, text) {
  return button(label, async (b) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch { // not allowed: show it, so that it can be copied by hand
      const shown = element('pre', 'copy', text);
      shown.tabIndex = 0;
      b.closest('.actions').after(shown);
      shown.focus();
      getSelection().selectAllChildren(shown);
      return;
    }
    b.textContent = 'Copied';
    setTimeout(() => { b.textContent = label; }, 1500);
  });
}

function table(rows) {
  const out = element('table');
  for (const [name, value] of rows) {
    const row = element('tr');
    row.append(element('th', '', name), value === '' ? element('td', 'none', 'empty') : element('td', '', value));
    row.firstChild.scope = 'row';
    out.append(row);
  }
  return out;
}
