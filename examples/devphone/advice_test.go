package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// Whatever goes wrong at devphone's own paths is answered with what to do about it.
func TestRefusalsSayWhatToDo(t *testing.T) {
	t.Parallel()
	d := start(t, "-number", shopNumber)
	for name, tt := range map[string]struct {
		method, path, form string
		status             int
		want               string
	}{
		"unknown path":          {"GET", "/phone", "", 404, "/phones, /faults, /clock, /events and /reset"},
		"unknown path, posted":  {"POST", "/phone", "a=b", 404, "/phones, /faults, /clock, /events and /reset"},
		"another method":        {"PUT", "/phones", "", 404, "/phones, /faults, /clock, /events and /reset"},
		"the API, not by proxy": {"POST", "/2010-04-01/Accounts/AC1/Messages.json", "a=b", 404, "HTTPS_PROXY"},
		"plus in a form":        {"POST", "/phones/+15558675310/messages", "To=+15557122661&Body=hi", 400, "%2B"},
		"no To":                 {"POST", "/phones/+15558675310/messages", "Body=hi", 400, "To is the number of the app's"},
	} {
		r, err := http.NewRequestWithContext(t.Context(), tt.method, d.env["EMULATOR"]+tt.path, strings.NewReader(tt.form))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		resp, err := new(http.Client).Do(r)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		var got struct {
			Status  int
			Message string
		}
		if err != nil || json.Unmarshal(b, &got) != nil || got.Status != tt.status || resp.StatusCode != tt.status || !strings.Contains(got.Message, tt.want) {
			t.Errorf("%s: HTTP %d, %s, %v", name, resp.StatusCode, b, err)
		}
	}
}

// Who sends from a phone is told why the app did not answer.
func TestWebhookThatFails(t *testing.T) {
	t.Parallel()
	gone, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	gone.Close()
	d := start(t, "-number", shopNumber+"=http://"+gone.Addr().String())
	resp, err := new(http.Client).PostForm(d.env["EMULATOR"]+"/phones/"+aliceNumber+"/messages", url.Values{"To": {shopNumber}, "Body": {"hi"}})
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var got struct {
		Webhooks []struct {
			ErrorCode int `json:"error_code"`
			Error     string
		}
	}
	if err := json.NewDecoder(resp.Body).Decode(&got); err != nil || len(got.Webhooks) != 1 {
		t.Fatal(got, err)
	}
	if w := got.Webhooks[0]; w.ErrorCode != 11205 || !strings.Contains(w.Error, "connection refused") {
		t.Errorf("the webhook failed with %+v", w)
	}
}

// What keeps devphone from starting says which flag is wrong, and what would be right.
func TestStartRefused(t *testing.T) {
	t.Parallel()
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer busy.Close()
	for name, tt := range map[string]struct {
		args []string
		want []string
	}{
		"port in use":  {[]string{"-addr", busy.Addr().String()}, []string{"-addr", "in use", "127.0.0.1:0"}},
		"no folder":    {[]string{"-addr", "127.0.0.1:0", "-env", filepath.Join(t.TempDir(), "none", "env")}, []string{"-env", filepath.Join("none", "env")}},
		"not a time":   {[]string{"-clock", "yesterday"}, []string{"-clock", "2026-03-01T09:00:00Z"}},
		"no account":   {[]string{"-account", "x"}, []string{"-account", "AC"}},
		"no webhook":   {[]string{"-number", shopNumber + "=localhost:3000/sms"}, []string{"-number", "http"}},
		"another host": {[]string{"-addr", "0.0.0.0:4010"}, []string{"-addr", "127.0.0.1:4010"}},
	} {
		err := run(t.Context(), io.Discard, tt.args)
		for _, want := range tt.want {
			if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "2006-01-02") {
				t.Errorf("%s: %v does not say %q", name, err, want)
			}
		}
	}
}

// Programs that cannot get through are told of in the terminal, since few of them say why.
func TestTerminalSaysWhoCannotGetThrough(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithTimeout(t.Context(), 30*time.Second)
	defer stop()
	said, out := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		err := run(ctx, out, []string{"-addr", "127.0.0.1:0"})
		out.Close()
		ended <- err
	}()
	lines := bufio.NewScanner(said)
	lines.Scan()
	own, err := url.Parse(strings.TrimSpace(strings.TrimPrefix(lines.Text(), "Phones:")))
	if err != nil {
		t.Fatal(err)
	}
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "export PYTHONPATH") { // the last of the environment
			break
		}
	}
	transport := &http.Transport{Proxy: http.ProxyURL(own)}
	defer transport.CloseIdleConnections()
	ask := func(target string) {
		if resp, err := (&http.Client{Transport: transport}).Get(target); err == nil {
			t.Errorf("%s answers with HTTP %d", target, resp.StatusCode)
		}
	}
	go func() {
		for range 2 {
			ask("https://far.example/")
		}
		ask("https://api.twilio.com/") // whose certificate it does not trust
	}()
	var got []string
	for lines.Scan() {
		if got = append(got, lines.Text()); len(got) == 2 {
			stop()
		}
	}
	want := []string{
		"devphone proxies Twilio's hosts and loopback only, not far.example; -forward lets others through",
		"a program does not trust devphone's certificate: start it in a shell with the environment that -env writes",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the terminal says (-want +got):\n%s", diff)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
