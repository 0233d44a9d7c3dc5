package browser_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/twiliokit/twiliokit/twiml"
	"github.com/twiliokit/twiliokit/webhook"
)

const (
	shop  = "+15557122661"
	alice = "+15558675310"
)

// devphone is the program as it runs, with what it says that an app needs.
type devphone struct {
	t   *testing.T
	url string
	env []string
}

// start runs devphone with an app behind shop's number on SMS and WhatsApp, until the test ends.
func start(t *testing.T) *devphone {
	t.Helper()
	file := filepath.Join(t.TempDir(), "env")
	app := newApp(t)
	command := exec.Command(program, "-addr", "127.0.0.1:0", "-env", file,
		"-number", shop+"="+app+"/sms", "-number", "whatsapp:"+shop+"="+app+"/sms",
		"-number", "messenger:1234567890="+app+"/sms", "-number", "rcs:shop_agent="+app+"/sms")
	command.Stderr = os.Stderr
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = command.Process.Signal(os.Interrupt)
		if err := command.Wait(); err != nil {
			t.Errorf("devphone ended with %v", err)
		}
	})
	lines := bufio.NewScanner(out)
	lines.Scan() // it listens once it has said where
	go func() { _, _ = io.Copy(io.Discard, out) }()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	d := &devphone{t: t, env: os.Environ()}
	for line := range strings.Lines(string(text)) {
		name, value, _ := strings.Cut(strings.TrimSpace(strings.TrimPrefix(line, "export ")), "=")
		d.env = append(d.env, name+"="+value)
		if name == "EMULATOR" {
			d.url = value
		}
	}
	return d
}

// token is devphone's own, unless a flag names another.
const token = "f0e1d2c3b4a5968778695a4b3c2d1e0f"

// broken is TwiML that Twilio does not like.
const broken = `<Response>
  <Message>This one is fine.</Message>
  <Message to="nobody"><Body>Fish &amp; chips</Body></Message>
  <Say>Hello</Say>
</Response>`

// newApp serves an app that answers by what it is told.
func newApp(t *testing.T) string {
	t.Helper()
	validator, err := webhook.NewValidator(token)
	if err != nil {
		t.Fatal(err)
	}
	owl := image.NewRGBA(image.Rect(0, 0, 240, 160))
	for y := range 160 {
		for x := range 240 {
			owl.Set(x, y, color.RGBA{uint8(40 + x/2), uint8(120 + y/2), 160, 255})
		}
	}
	mux := http.NewServeMux()
	var url string
	answers := webhook.Messages(validator, func(_ context.Context, m *webhook.IncomingMessage) (*twiml.Response, error) {
		switch {
		case strings.HasPrefix(m.Body, "quiet"):
			return nil, nil
		case m.Body == "picture":
			return twiml.NewResponse(twiml.Message{Body: "An owl", Media: []string{url + "/owl.png"}}), nil
		case len(m.Media) > 0:
			return twiml.Reply(fmt.Sprintf("%d files, thank you", len(m.Media))), nil
		}
		return twiml.Reply("You said " + m.Body), nil
	})
	mux.HandleFunc("POST /sms", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		if bytes.Contains(body, []byte("&Body=broken&")) {
			w.Header().Set("Content-Type", "text/xml")
			_, _ = io.WriteString(w, broken)
			return
		}
		answers.ServeHTTP(w, r)
	})
	mux.HandleFunc("GET /owl.png", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "image/png")
		_ = png.Encode(w, owl)
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	url = server.URL
	return url
}

// say lets a phone send what is typed, by mouse.
func (p *page) say(channel, text string) {
	p.t.Helper()
	p.click(".phone." + channel + " textarea")
	p.insert(text)
	p.click(".phone." + channel + " .write > button")
}

// last waits until the newest message on a phone says text.
func (p *page) last(channel, text string) {
	p.t.Helper()
	p.wait("[...document.querySelectorAll(%s)].at(-1).textContent === %s", ".phone."+channel+" .message p", text)
}
