// element makes an element. What it says is text, whatever is in it.
export function element(name, className = '', text = '') {
  const e = document.createElement(name);
  if (className) e.className = className;
  if (text !== '') e.textContent = text;
  return e;
}

// button makes a button that does something.
export function button(text, act) {
  const b = element('button', '', text);
  b.type = 'button';
  b.addEventListener('click', () => act(b));
  return b;
}

// soon returns a function that runs f a moment after it was first called, however often it is
// called until then, and never twice at a time.
export function soon(f) {
  let waiting = false, running = false, again = false;
  return async function call() {
    if (running) { again = true; return; }
    if (waiting) return;
    waiting = true;
    await new Promise((resolve) => { setTimeout(resolve, 40); });
    waiting = false;
    running = true;
    try {
      await f();
    } finally {
      running = false;
      if (again) { again = false; call(); }
    }
  };
}

// complain shows what is wrong with a form, and hides it if there is nothing.
export function complain(form, text) {
  const error = form.querySelector('.error');
  error.textContent = text;
  error.hidden = !text;
}
