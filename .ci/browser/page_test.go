package browser_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"
)

// page is a tab of a profile of its own. What goes wrong in it fails the test.
type page struct {
	t       *testing.T
	session string

	mu       sync.Mutex
	expected []string // parts of complaints that the test brings about
	foreign  []string // requests that were to leave loopback
	wrong    []string // complaints on the console, and exceptions
}

// screen is what a page is shown on.
type screen struct {
	width, height int
	dark          bool
}

var desktop = screen{width: 1440, height: 900}

// visit opens a URL in a new page.
func visit(t *testing.T, s screen, target string) *page {
	t.Helper()
	p := &page{t: t}
	var made struct{ BrowserContextID, TargetID, SessionID string }
	for _, step := range []struct {
		method string
		params func() map[string]any
	}{
		{"Target.createBrowserContext", func() map[string]any { return nil }},
		{"Target.createTarget", func() map[string]any {
			return map[string]any{"url": "about:blank", "browserContextId": made.BrowserContextID}
		}},
		{"Target.attachToTarget", func() map[string]any { return map[string]any{"targetId": made.TargetID, "flatten": true} }},
	} {
		if err := browser.do("", step.method, step.params(), &made); err != nil {
			t.Fatal(err)
		}
	}
	p.session = made.SessionID
	browser.mu.Lock()
	browser.pages[p.session] = p
	browser.mu.Unlock()
	t.Cleanup(func() {
		if t.Failed() {
			p.screenshot("failed-" + strings.ReplaceAll(t.Name(), "/", "-"))
		}
		p.check()
		_ = browser.do("", "Target.disposeBrowserContext", map[string]any{"browserContextId": made.BrowserContextID}, nil)
		browser.mu.Lock()
		delete(browser.pages, p.session)
		browser.mu.Unlock()
	})
	for _, domain := range []string{"Page", "Runtime", "Log", "Network"} {
		p.do(domain+".enable", nil, nil)
	}
	p.do("Emulation.setDeviceMetricsOverride", map[string]any{"width": s.width, "height": s.height, "deviceScaleFactor": 1, "mobile": s.width < 600}, nil)
	p.do("Emulation.setFocusEmulationEnabled", map[string]any{"enabled": true}, nil)
	scheme := "light"
	if s.dark {
		scheme = "dark"
	}
	p.do("Emulation.setEmulatedMedia", map[string]any{"features": []map[string]string{
		{"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": "reduce"},
	}}, nil)
	grant := map[string]any{"permissions": []string{"clipboardReadWrite", "clipboardSanitizedWrite"}, "browserContextId": made.BrowserContextID}
	if err := browser.do("", "Browser.grantPermissions", grant, nil); err != nil {
		t.Fatal(err)
	}
	p.do("Page.navigate", map[string]any{"url": target}, nil)
	p.wait("document.readyState === 'complete' && document.getElementById('live')?.textContent === 'live'")
	return p
}

func (p *page) do(method string, params, result any) {
	p.t.Helper()
	if err := browser.do(p.session, method, params, result); err != nil {
		p.t.Fatal(err)
	}
}

// expect says that the console will complain in words that have part in them.
func (p *page) expect(part string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.expected = append(p.expected, part)
}

// event notes what the browser tells of the page.
func (p *page) event(method string, params json.RawMessage) {
	var e struct {
		Type    string
		Request struct{ URL string }
		Entry   struct{ Level, Text, URL string }
		Args    []struct{ Value any }

		ExceptionDetails struct {
			Text      string
			Exception struct{ Description string }
		}
	}
	if json.Unmarshal(params, &e) != nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case method == "Network.requestWillBeSent":
		u, err := url.Parse(e.Request.URL)
		if err != nil || u.Scheme != "data" && u.Hostname() != "127.0.0.1" && u.Scheme != "about" {
			p.foreign = append(p.foreign, e.Request.URL)
		}
	case method == "Log.entryAdded" && (e.Entry.Level == "error" || e.Entry.Level == "warning"):
		p.wrong = append(p.wrong, e.Entry.Text+" "+e.Entry.URL)
	case method == "Runtime.consoleAPICalled" && (e.Type == "error" || e.Type == "warning"):
		p.wrong = append(p.wrong, fmt.Sprint(e.Args))
	case method == "Runtime.exceptionThrown":
		p.wrong = append(p.wrong, e.ExceptionDetails.Text+" "+e.ExceptionDetails.Exception.Description)
	}
}

// check fails the test if the page complained or wanted to leave loopback.
func (p *page) check() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, wrong := range p.wrong {
		known := false
		for _, part := range p.expected {
			known = known || strings.Contains(wrong, part)
		}
		if !known {
			p.t.Errorf("the console says: %s", wrong)
		}
	}
	if len(p.foreign) > 0 {
		p.t.Errorf("requests that leave loopback: %q", p.foreign)
	}
}

// eval runs an expression in the page, waits for it if it is a promise, and returns its value.
func eval[T any](p *page, expression string, args ...any) (value T) {
	p.t.Helper()
	var got struct {
		Result           struct{ Value json.RawMessage }
		ExceptionDetails *struct {
			Text      string
			Exception struct{ Description string }
		}
	}
	expression = with(expression, args)
	p.do("Runtime.evaluate", map[string]any{"expression": expression, "awaitPromise": true, "returnByValue": true, "userGesture": true}, &got)
	if d := got.ExceptionDetails; d != nil {
		p.t.Fatalf("%s: %s %s", expression, d.Text, d.Exception.Description)
	}
	if len(got.Result.Value) > 0 {
		if err := json.Unmarshal(got.Result.Value, &value); err != nil {
			p.t.Fatalf("%s: %v", expression, err)
		}
	}
	return value
}

// with puts values, as JavaScript, where an expression has %s.
func with(expression string, args []any) string {
	if len(args) == 0 {
		return expression
	}
	quoted := make([]any, 0, len(args))
	for _, arg := range args {
		b, err := json.Marshal(arg)
		if err != nil {
			panic(err) // tests pass strings and numbers
		}
		quoted = append(quoted, string(b))
	}
	return fmt.Sprintf(expression, quoted...)
}

// wait waits until a condition holds in the page.
func (p *page) wait(condition string, args ...any) {
	p.t.Helper()
	condition = with(condition, args)
	met := eval[bool](p, `new Promise((resolve) => {
		const until = performance.now() + `+fmt.Sprint(patience.Milliseconds())+`;
		const look = () => {
			let met = false;
			try { met = Boolean(`+condition+`); } catch { /* not there yet */ }
			if (met || performance.now() > until) resolve(met);
			else setTimeout(look, 15);
		};
		look();
	})`)
	if !met {
		p.t.Fatalf("never so: %s\nphones:\n%s\nrequests:\n%s", condition,
			eval[string](p, "document.getElementById('phones').innerText"), eval[string](p, "document.getElementById('log').innerText"))
	}
}

// text returns what an element says.
func (p *page) text(selector string) string {
	p.t.Helper()
	return eval[string](p, "document.querySelector(%s).innerText", selector)
}

// click clicks on the middle of the first element that fits, once it is there to be clicked on.
func (p *page) click(selector string) {
	p.t.Helper()
	p.wait("document.querySelector(%s).checkVisibility()", selector)
	at := eval[[2]float64](p, `(() => {
		const e = document.querySelector(%s);
		e.scrollIntoView({ block: 'center', behavior: 'instant' });
		const box = e.getBoundingClientRect();
		return [box.x + box.width / 2, box.y + box.height / 2];
	})()`, selector)
	for _, kind := range []string{"mousePressed", "mouseReleased"} {
		p.do("Input.dispatchMouseEvent", map[string]any{"type": kind, "x": at[0], "y": at[1], "button": "left", "clickCount": 1}, nil)
	}
}

// keys are those that are not typed.
var keys = map[string]int{
	"Tab": 9, "Enter": 13, "Escape": 27, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40, "Home": 36, "End": 35, " ": 32,
}

// press presses keys, one after the other. Shift+ in front of one holds that key.
func (p *page) press(names ...string) {
	p.t.Helper()
	for _, name := range names {
		key, shift := strings.CutPrefix(name, "Shift+")
		event := map[string]any{"key": key, "code": key, "windowsVirtualKeyCode": keys[key], "modifiers": 0}
		if shift {
			event["modifiers"] = 8
		}
		switch key {
		case "Enter":
			event["text"] = "\r"
		case " ":
			event["text"], event["code"] = " ", "Space"
		}
		event["type"] = "keyDown"
		p.do("Input.dispatchKeyEvent", event, nil)
		delete(event, "text")
		event["type"] = "keyUp"
		p.do("Input.dispatchKeyEvent", event, nil)
	}
}

// insert types a text where the focus is.
func (p *page) insert(text string) {
	p.t.Helper()
	p.do("Input.insertText", map[string]any{"text": text}, nil)
}
