// The faults: what is to go wrong, and what is still going to.
import { complain, element, soon } from './element.js';

const panel = document.getElementById('faults');
const form = panel.querySelector('form');
const list = document.getElementById('faults-list');
const count = document.getElementById('faults-count');
let left = 0;

// fields shows what says more about the fault that is chosen, and nothing else.
function fields() {
  const option = form.elements.Fault.selectedOptions[0];
  const named = option.dataset.fields.split(' ');
  form.elements.Code.placeholder = option.dataset.code ?? '';
  for (const input of form.querySelectorAll('input')) {
    const used = input.name === 'Times' || named.includes(input.name);
    input.disabled = !used;
    input.closest('label').hidden = !used;
  }
}

form.elements.Fault.addEventListener('change', fields);
fields();

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const data = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value.trim()) data.set(name, value.trim());
  try {
    const answer = await fetch('faults', { method: 'POST', body: data });
    const result = await answer.json();
    complain(form, answer.ok ? '' : result.message);
    if (answer.ok) draw(result.faults);
  } catch {
    complain(form, 'devphone does not answer.');
  }
});

document.getElementById('heal').addEventListener('click', async () => {
  await fetch('faults', { method: 'DELETE' });
  refreshFaults();
});

const ask = soon(async () => {
  try {
    const answer = await fetch('faults');
    if (answer.ok) draw((await answer.json()).faults);
  } catch { /* the page says already that nobody answers */ }
});

// refreshFaults asks what is left, unless there was nothing and nobody looks.
export function refreshFaults() {
  if (left > 0 || panel.open) ask();
}

panel.addEventListener('toggle', refreshFaults);

function draw(faults) {
  left = faults.length;
  count.textContent = left ? `(${left})` : '';
  list.replaceChildren(...faults.map((text) => element('li', '', text)));
}

ask();
