// The clock of the emulator: it goes as any does, and can be moved on.
const form = document.getElementById('clock');
const now = document.getElementById('now');
const by = form.elements.Advance;

// tell shows the emulator's time once it is another than the one on the wall.
export function tell(time) {
  const ahead = new Date(time) - Date.now();
  now.textContent = Math.abs(ahead) < 60_000 ? 'Clock' : new Date(time).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
}

// ask asks what time it is.
export async function ask() {
  const answer = await fetch('clock');
  if (answer.ok) tell((await answer.json()).now);
}

by.addEventListener('input', () => by.setCustomValidity(''));

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const button = form.querySelector('button');
  button.disabled = true;
  let wrong = '';
  try {
    const answer = await fetch('clock', { method: 'POST', body: new URLSearchParams({ Advance: by.value.trim() }) });
    const result = await answer.json();
    if (answer.ok) tell(result.now);
    else wrong = result.message;
  } catch {
    wrong = 'devphone does not answer.';
  }
  button.disabled = false;
  by.setCustomValidity(wrong);
  if (wrong) by.reportValidity();
  else by.value = '';
});
