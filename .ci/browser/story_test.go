package browser_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A person writes, and sees the answer, how far both came, and what the app was asked.
func TestConversation(t *testing.T) {
	t.Parallel()
	d := start(t)
	p := visit(t, desktop, d.url)
	p.wait("document.querySelectorAll('.phone').length === 4")
	p.screenshot("first")
	for _, channel := range []string{"sms", "whatsapp", "messenger", "rcs"} {
		p.say(channel, "hello")
		p.last(channel, "You said hello")
	}
	p.wait(`[...document.querySelectorAll('.message .tick')].every((tick) => tick.textContent === '✓✓')`)
	p.wait("document.querySelectorAll('#log > .webhook').length === 4")
	p.click(".phone.whatsapp .read")
	p.wait("document.querySelector('.phone.whatsapp .tick-read')?.title === 'read'")
	p.say("whatsapp", "picture")
	p.last("whatsapp", "An owl")
	p.wait("document.querySelector('.phone.whatsapp .message img')?.naturalWidth === 240")
	p.click("#log > .webhook summary")
	p.wait("document.querySelector('#log > .webhook .detail')?.innerText.includes('X-Twilio') || document.querySelector('#log > .webhook .detail table')")
	got := p.text("#log > .webhook .detail")
	for _, part := range []string{"Signature", "MessageSid", "ProfileName", "picture", "Answer, text/xml"} {
		if !strings.Contains(got, part) {
			t.Errorf("the details have no %q:\n%s", part, got)
		}
	}
	p.screenshot("light")
}

// What a person attaches is sent along and shown.
func TestAttachments(t *testing.T) {
	t.Parallel()
	d := start(t)
	p := visit(t, desktop, d.url)
	p.wait("document.querySelector('.phone.whatsapp')")
	file := filepath.Join(t.TempDir(), "a note.txt")
	if err := os.WriteFile(file, []byte("Dear shop"), 0o600); err != nil {
		t.Fatal(err)
	}
	var document struct{ Root struct{ NodeID int } }
	p.do("DOM.getDocument", nil, &document)
	var input struct{ NodeID int }
	p.do("DOM.querySelector", map[string]any{"nodeId": document.Root.NodeID, "selector": ".phone.sms [type=file]"}, &input)
	p.do("DOM.setFileInputFiles", map[string]any{"nodeId": input.NodeID, "files": []string{file}}, nil)
	p.wait("document.querySelector('.phone.sms .files li')?.textContent.includes('a note.txt')")
	p.click(".phone.sms .write > button")
	p.last("sms", "1 files, thank you")
	p.wait("document.querySelector('.phone.sms .message a')?.textContent === 'text/plain'")
	if got := eval[string](p, "fetch(document.querySelector('.phone.sms .message a').href).then((a) => a.text())"); got != "Dear shop" {
		t.Errorf("the file holds %q", got)
	}
	p.wait("document.querySelector('.phone.sms .files').children.length === 0")
	// A file that is taken off the list again stays here.
	p.do("DOM.setFileInputFiles", map[string]any{"nodeId": input.NodeID, "files": []string{file}}, nil)
	p.click(".phone.sms .files button")
	p.say("sms", "without")
	p.last("sms", "You said without")
}

// TwiML that Twilio would object to is marked at its line, and the debugger's entry is there.
func TestBrokenTwiML(t *testing.T) {
	t.Parallel()
	d := start(t)
	p := visit(t, desktop, d.url)
	p.wait("document.querySelector('.phone.sms')")
	p.say("sms", "broken")
	p.last("sms", "This one is fine.")
	p.wait("document.querySelectorAll('#log > .alert').length === 2")
	if got := p.text("#log > .alert"); !strings.Contains(got, "14110") {
		t.Errorf("the alert is %q", got)
	}
	p.click("#log > .webhook summary")
	p.wait("document.querySelector('#log .code')")
	var marked []string
	for _, line := range eval[[]string](p, "[...document.querySelectorAll('#log .code > li')].map((li) => (li.className ? 'wrong: ' : '') + li.innerText)") {
		marked = append(marked, strings.Join(strings.Fields(line), " "))
	}
	want := []string{
		`<Response>`,
		`<Message>This one is fine.</Message>`,
		`wrong: <Message to="nobody"><Body>Fish &amp; chips</Body></Message> /Response/Message[2]/@to: not a phone number or a channel address (refused, 14101)`,
		`wrong: <Say>Hello</Say> /Response/Say[1]: verb is for calls; an answer to a message can hold Message and Redirect (refused, 14110)`,
		`</Response>`,
	}
	if diff := cmp.Diff(want, marked); diff != "" {
		t.Errorf("the document (-want +got):\n%s", diff)
	}
	p.screenshot("broken")
}

// What a message says is text, whatever it is.
func TestTextStaysText(t *testing.T) {
	t.Parallel()
	d := start(t)
	p := visit(t, desktop, d.url)
	p.wait("document.querySelector('.phone.sms')")
	const hostile = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>&lt;b&gt;`
	p.say("sms", hostile)
	p.last("sms", "You said "+hostile)
	p.click("#log > .webhook summary")
	p.wait("document.querySelector('#log .detail')")
	if got := eval[string](p, "document.title"); got != "devphone" {
		t.Errorf("the title is %q", got)
	}
	if got := eval[int](p, "document.querySelectorAll('.phone .message img, #log img, main script').length"); got != 0 {
		t.Errorf("%d elements came out of a text", got)
	}
	p.expect("TrustedHTML")
	p.expect("Trusted Type")
	if got := eval[string](p, "(() => { try { document.body.innerHTML = 'x'; return 'taken'; } catch (e) { return e.name; } })()"); got != "TypeError" {
		t.Errorf("HTML in a text is %s", got)
	}
}

// A webhook is made again, and so is a call.
func TestSendAgain(t *testing.T) {
	t.Parallel()
	d := start(t)
	p := visit(t, desktop, d.url)
	p.wait("document.querySelector('.phone.sms')")
	p.say("sms", "hello")
	p.last("sms", "You said hello")
	p.click("#log > .webhook summary")
	p.click("#log > .webhook .actions button")
	p.wait("document.querySelectorAll('#log > .webhook').length === 2")
	p.wait("document.querySelector('#log > .webhook:last-child .actions').innerText.includes('Sent again: 200')")
	if got := p.text("#log > .webhook .kind"); got != "webhook again" {
		t.Errorf("the newest is a %q", got)
	}
	if got := eval[int](p, "document.querySelectorAll('.phone.sms .message').length"); got != 2 {
		t.Errorf("the phone shows %d messages", got)
	}
	d.curl(d.create("Your order is ready."))
	p.last("sms", "Your order is ready.")
	p.click("#log > .call summary")
	p.click("#log > .call .actions button")
	p.wait("document.querySelectorAll('.phone.sms .message').length === 4")
	p.wait("document.querySelectorAll('#log > .call').length === 2")
}

// create is a shell command by which an app sends a message.
func (d *devphone) create(body string) string {
	return `curl -u "$TWILIO_ACCOUNT_SID:$TWILIO_AUTH_TOKEN" --data-urlencode From=` + shop + ` --data-urlencode To=` + alice +
		` --data-urlencode "Body=` + body + `" https://api.twilio.com/2010-04-01/Accounts/$TWILIO_ACCOUNT_SID/Messages.json`
}

// curl runs a shell command in the environment of an app.
func (d *devphone) curl(command string) string {
	d.t.Helper()
	shell := exec.Command("sh", "-c", strings.Replace(command, "curl ", "curl --silent --show-error --fail-with-body --max-time 10 ", 1))
	shell.Env = d.env
	out, err := shell.CombinedOutput()
	if err != nil {
		d.t.Fatalf("%s: %v\n%s", command, err, out)
	}
	return string(out)
}

// Requests are copied as commands that work and as tests that compile. The clipboard is one for all
// pages, so nobody else copies meanwhile.
func TestCopy(t *testing.T) {
	d := start(t)
	p := visit(t, desktop, d.url)
	p.wait("document.querySelector('.phone.sms')")
	d.curl(d.create("It's ready"))
	p.last("sms", "It's ready")
	p.say("sms", "hello")
	p.last("sms", "You said hello")
	copied := func(selector, label string) string {
		t.Helper()
		p.click(selector + " summary")
		p.wait("document.querySelector(%s)?.checkVisibility()", selector+" .actions")
		number := eval[int](p, "[...document.querySelectorAll(%s)].findIndex((b) => b.textContent === %s) + 1", selector+" .actions button", label)
		p.click(selector + " .actions button:nth-child(" + string(rune('0'+number)) + ")")
		p.wait("document.querySelector(%s).textContent.includes('Copied')", selector+" .actions")
		p.click(selector + " summary")
		return strings.ReplaceAll(eval[string](p, "navigator.clipboard.readText()"), "\r\n", "\n")
	}
	call, hook := "#log > .call:last-child", "#log > .webhook:nth-last-child(2)"
	var made struct{ Body, Status string }
	answer := d.curl(copied(call, "Copy as curl"))
	if err := json.Unmarshal([]byte(answer), &made); err != nil || made.Body != "It's ready" {
		t.Errorf("curl of the call: %s, %v", answer, err)
	}
	p.wait("document.querySelectorAll('.phone.sms .message').length === 4")
	if answer := d.curl(copied(hook, "Copy as curl")); !strings.Contains(answer, "You said hello") {
		t.Errorf("curl of the webhook: %s", answer)
	}
	folder := newModule(t)
	for name, text := range map[string]string{
		"call_test.go": copied(call, "Copy as Go test"), "webhook_test.go": copied(hook, "Copy as Go test"),
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{{"vet", "."}, {"test", "-run", "TestCreateMessage", "."}} {
		command := exec.Command("go", args...)
		command.Dir = folder
		command.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod")
		if out, err := command.CombinedOutput(); err != nil {
			t.Errorf("go %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
}

// newModule makes a module for tests that import this project.
func newModule(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for _, name := range []string{"go.mod", "go.sum"} {
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		if rest, ok := strings.CutPrefix(string(text), "module github.com/twiliokit/twiliokit\n"); ok {
			text = []byte("module app.example\n" + rest + "\nrequire github.com/twiliokit/twiliokit v0.0.0\n\n" +
				"replace github.com/twiliokit/twiliokit => " + root + "\n")
		}
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// Faults are set and taken back in their panel.
func TestFaults(t *testing.T) {
	t.Parallel()
	d := start(t)
	p := visit(t, desktop, d.url)
	p.wait("document.querySelector('.phone.sms')")
	p.click("#faults summary")
	p.wait("document.querySelector('#faults').open")
	p.click("#faults [name=To]")
	p.insert("nobody at all")
	p.expect("400") // which the console tells of by itself
	p.click("#faults form button")
	p.wait("document.querySelector('#faults .error').textContent.startsWith('To is')")
	eval[any](p, "document.querySelector('#faults [name=To]').value = ''")
	eval[any](p, `(() => { const s = document.querySelector('#faults select'); s.value = 'undelivered'; s.dispatchEvent(new Event('change')); })()`)
	p.click("#faults form button")
	p.wait("document.querySelector('#faults-list li')?.textContent.startsWith('undelivered')")
	p.screenshot("faults")
	p.say("sms", "hello")
	p.wait("document.querySelector('#faults-count').textContent === '' && document.querySelector('#faults-list').children.length === 0")
	p.click("#faults form button")
	p.wait("document.querySelector('#faults-count').textContent === '(1)'")
	p.click("#heal")
	p.wait("document.querySelector('#faults-count').textContent === ''")
}

// Time passes when the page says so, and what falls due happens.
func TestClock(t *testing.T) {
	t.Parallel()
	d := start(t)
	p := visit(t, desktop, d.url)
	p.wait("document.querySelector('.phone.sms')")
	p.click("#clock input")
	p.insert("a while")
	p.expect("400")
	p.click("#clock button")
	p.wait("document.querySelector('#clock input').validationMessage.includes('25h')")
	eval[any](p, "document.querySelector('#clock input').select()")
	p.insert("48h")
	p.press("Enter")
	p.wait("document.querySelector('#clock input').value === ''")
	in2Days := eval[string](p, "new Date(Date.now() + 48 * 3600_000).toLocaleString([], { dateStyle: 'medium' })")
	if got := p.text("#now"); !strings.HasPrefix(got, in2Days) {
		t.Errorf("the clock says %q, and in two days it is %s", got, in2Days)
	}
	p.click("#reset")
	p.wait("document.querySelector('#now').textContent === 'Clock'")
}

// A page that lost devphone goes on where it was when it is back, and starts over with another one.
func TestReconnect(t *testing.T) {
	t.Parallel()
	first, second := start(t), start(t)
	way := newWay(t, first.url)
	p := visit(t, desktop, way.url)
	p.wait("document.querySelector('.phone.sms')")
	p.say("sms", "hello")
	p.last("sms", "You said hello")
	p.wait("document.querySelectorAll('#log > li').length === 1")
	p.expect("ERR_")
	way.cut()
	p.wait("document.getElementById('live').textContent.startsWith('not connected')")
	first.send("while you were away")
	way.lead(first.url)
	p.last("sms", "You said while you were away")
	p.wait("document.getElementById('live').textContent === 'live' && document.querySelectorAll('#log > li').length === 2")
	p.wait("document.querySelectorAll('.phone.sms .message').length === 4")

	second.send("somewhere else")
	way.cut()
	way.lead(second.url)
	p.last("sms", "You said somewhere else")
	p.wait("document.querySelectorAll('#log > li').length === 1 && document.querySelectorAll('.phone.sms .message').length === 2")
}

// send lets alice write, without the page.
func (d *devphone) send(text string) {
	d.t.Helper()
	resp, err := http.PostForm(d.url+"/phones/"+url.PathEscape(alice)+"/messages", url.Values{"To": {shop}, "Body": {text}})
	if err != nil {
		d.t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		d.t.Fatalf("HTTP %d", resp.StatusCode)
	}
}
