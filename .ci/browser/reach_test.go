package browser_test

import (
	"fmt"
	"slices"
	"testing"
)

// The page is used without a mouse: everything is reached by Tab, says what it is and shows that it
// has the focus, and the keys do what they do elsewhere.
func TestKeyboardAlone(t *testing.T) {
	t.Parallel()
	d := start(t)
	p := visit(t, desktop, d.url)
	p.wait("document.querySelectorAll('.phone').length === 4")
	const focused = `(() => {
		const e = document.activeElement;
		const label = e.getAttribute('aria-label') ?? e.labels?.[0]?.innerText ?? e.innerText ?? '';
		const s = getComputedStyle(e.type === 'file' ? e.parentElement : e);
		const phone = e.closest('.phone');
		return [(phone ? phone.className.replace('phone ', '') + ': ' : '') + label.trim().split('\n')[0], s.outlineStyle === 'none' ? 'no outline' : ''];
	})()`
	var order []string
	p.press("Tab")
	if eval[bool](p, "document.activeElement === document.body") { // from the window's own controls
		p.press("Tab")
	}
	for range 80 {
		if eval[bool](p, "document.activeElement === document.body") { // which is behind the last
			break
		}
		at := eval[[2]string](p, focused)
		if slices.Contains(order, at[0]) {
			break
		}
		if at[0] == "" {
			t.Errorf("what comes after %q has no label: %s", order, eval[string](p, "document.activeElement.outerHTML"))
		}
		if at[1] != "" {
			t.Errorf("%q: %s: %.200s", at[0], at[1], eval[string](p, "document.activeElement.outerHTML"))
		}
		order = append(order, at[0])
		p.press("Tab")
	}
	for _, want := range []string{
		"Phones", "What happened", "Channel", "The phone's number or address", "Add phone", "Move the clock on by", "Let pass", "Reset",
		"sms: Put phone +15558675310 away", "sms: Messages", "sms: To", "sms: Attach files", "sms: Message", "sms: Send",
		"whatsapp: Read, on phone whatsapp:+15558675310", "whatsapp: Send", "API", "Webhooks", "Alerts", "Clear", "Faults",
	} {
		if !slices.Contains(order, want) {
			t.Errorf("Tab does not lead to %q, but to %q", want, order)
		}
	}

	eval[any](p, "document.querySelector('#address').focus()")
	p.insert("+15550002222")
	p.press("Enter")
	p.wait("document.activeElement.closest('.phone')?.getAttribute('aria-label') === 'Phone +15550002222'")
	for i, text := range []string{"one", "two", "three"} {
		p.insert(text)
		p.press("Enter")
		p.wait("[...document.activeElement.closest('.phone').querySelectorAll('.message p')].at(-1)?.textContent === %s", "You said "+text)
		p.wait("document.querySelectorAll('#log > li').length === %s && document.activeElement.value === ''", i+1)
	}
	// The link at the top leads to the requests, which the arrows walk.
	eval[any](p, "document.querySelector('nav a:last-child').focus()")
	p.press("Enter")
	for range 10 {
		if p.press("Tab"); eval[bool](p, "document.activeElement.closest('#log') !== null") {
			break
		}
	}
	const at = "[...document.querySelectorAll('#log summary')].indexOf(document.activeElement)"
	for _, step := range []struct {
		key  string
		want int
	}{{"ArrowDown", 1}, {"End", 2}, {"ArrowDown", 2}, {"Home", 0}, {"ArrowDown", 1}, {"ArrowUp", 0}} {
		p.press(step.key)
		if got := eval[int](p, at); got != step.want {
			t.Errorf("%s leads to request %d, want %d", step.key, got, step.want)
		}
	}
	p.press("Enter")
	p.wait("document.activeElement.closest('details').open && document.activeElement.nextElementSibling?.className === 'detail'")
	p.press("Tab")
	if got := eval[string](p, "document.activeElement.textContent"); got != "Send again" {
		t.Errorf("after the headline comes %q", got)
	}
	p.press("Enter")
	p.wait("document.querySelectorAll('#log > li').length === 4 && document.activeElement.textContent === 'Send again' && !document.activeElement.disabled")
	p.press("Escape")
	p.wait("document.activeElement.localName === 'summary' && !document.activeElement.closest('details').open")
}

// No screen is too narrow, and the dark is dark.
func TestScreens(t *testing.T) {
	t.Parallel()
	d := start(t)
	d.send("A long word without a blank is no reason to scroll sideways: " + longWord)
	d.send("broken")
	for name, s := range map[string]screen{
		"dark":         {width: 1440, height: 900, dark: true},
		"tablet":       {width: 800, height: 1100},
		"narrow":       {width: 360, height: 740},
		"narrow-dark":  {width: 360, height: 740, dark: true},
		"very-narrow":  {width: 320, height: 640},
		"short-laptop": {width: 1100, height: 600},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := visit(t, s, d.url)
			p.wait("document.querySelectorAll('#log > .alert').length === 2")
			p.wait("document.querySelectorAll('.phone.sms .message').length === 4")
			p.wait("(() => { const l = document.querySelector('.phone.sms .messages'); return l.scrollHeight - l.scrollTop - l.clientHeight < 2; })()")
			p.click("#log > .webhook summary")
			p.wait("document.querySelector('#log .code')")
			eval[any](p, "document.querySelector('#faults').open = true")
			p.wait("document.querySelector('#faults form').checkVisibility()")
			got := eval[[2]int](p, "[document.documentElement.scrollWidth, innerWidth]")
			if got[0] > s.width || got[1] != s.width {
				t.Errorf("the page is %d wide on a screen of %d", got[0], got[1])
			}
			outside := eval[[]string](p, `[...document.querySelectorAll('body *')].filter((e) => {
				const box = e.getBoundingClientRect();
				return box.width > 1 && (box.right > innerWidth + 0.5 || box.left < -0.5) && e.checkVisibility();
			}).map((e) => e.localName + '.' + e.className)`)
			if len(outside) > 0 {
				t.Errorf("beyond the edge: %q", outside)
			}
			if s.width < 600 {
				p.screenshotWhole(name)
			} else {
				p.screenshot(name)
			}
			for _, poor := range eval[[]string](p, contrast) {
				t.Errorf("hard to read: %s", poor)
			}
		})
	}
}

const longWord = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"

// contrast lists texts that stand out too little: less than WCAG's 4.5 to 1.
const contrast = `(() => {
	const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
	const rgba = (color) => {
		canvas.clearRect(0, 0, 1, 1);
		canvas.fillStyle = color;
		canvas.fillRect(0, 0, 1, 1);
		const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
		return [r, g, b, a / 255];
	};
	const over = ([r, g, b, a], [x, y, z]) => [r * a + x * (1 - a), g * a + y * (1 - a), b * a + z * (1 - a), 1];
	const back = (e) => {
		const own = rgba(getComputedStyle(e).backgroundColor);
		if (own[3] === 1) return own;
		return over(own, e.parentElement ? back(e.parentElement) : rgba(getComputedStyle(document.body).backgroundColor));
	};
	const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
		.reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
	const poor = [];
	for (const e of document.querySelectorAll('body *')) {
		const says = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
		if (!says || !e.checkVisibility() || e.closest('.unseen, nav, option') || e.disabled) continue;
		const style = getComputedStyle(e);
		const ground = back(e);
		let opacity = 1;
		for (let x = e; x; x = x.parentElement) opacity *= getComputedStyle(x).opacity;
		const ink = rgba(style.color);
		ink[3] *= opacity;
		const [a, b] = [light(over(ink, ground)), light(ground)];
		const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
		if (ratio < 4.5) poor.push(e.localName + '.' + e.className + ' ' + ratio.toFixed(2) + ': ' + e.textContent.slice(0, 40));
	}
	return poor;
})()`

// A conversation of a thousand messages is there soon, and the next one as soon as ever.
func TestLongConversation(t *testing.T) {
	t.Parallel()
	d := start(t)
	for i := range 1000 {
		d.send(fmt.Sprint("quiet ", i))
	}
	p := visit(t, desktop, d.url)
	p.wait("document.querySelectorAll('.phone.sms .message').length === 1000")
	p.wait("document.querySelectorAll('#log > li').length === 500")
	took := eval[float64](p, `(async () => {
		const phone = document.querySelector('.phone.sms');
		const from = performance.now();
		phone.querySelector('textarea').value = 'one more';
		phone.querySelector('form').requestSubmit();
		while (phone.querySelectorAll('.message').length < 1002) await new Promise((resolve) => { setTimeout(resolve, 5); });
		return performance.now() - from;
	})()`)
	t.Logf("one more message after 1000: %.0f ms", took)
	if took > 3000 { // some 100 ms on a machine with nothing else to do
		t.Errorf("one more message takes %.0f ms", took)
	}
	p.wait("(() => { const l = document.querySelector('.phone.sms .messages'); return l.scrollHeight - l.scrollTop - l.clientHeight < 5; })()")
}
