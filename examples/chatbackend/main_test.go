package main

import (
	"context"
	"flag"
	"io"
	"log"
	"net/url"
	"os"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestDemo(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	synctest.Test(t, func(t *testing.T) {
		if err := run(t.Context(), &out, nil); err != nil {
			t.Error(err)
		}
	})
	if *update {
		if err := os.WriteFile("testdata/demo.txt", []byte(out.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/demo.txt")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), out.String()); diff != "" {
		t.Errorf("output (-want +got):\n%s", diff)
	}
}

// newShop returns the demo's shop and a browser that is not signed in.
func newShop(t *testing.T) (*twiliotest.Twilio, *shop, *browser) {
	t.Helper()
	tw := twiliotest.New(t)
	s, err := demoShop(t.Context(), tw)
	if err != nil {
		t.Fatal(err)
	}
	handler, err := s.backend(log.New(io.Discard, "", 0))
	if err != nil {
		t.Fatal(err)
	}
	tw.Mount(shopURL, handler)
	if err := s.prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	return tw, s, &browser{client: tw.HTTPClient()}
}

func TestOnlyWhoIsSignedInGetsIn(t *testing.T) {
	t.Parallel()
	_, s, b := newShop(t)
	fails := func(path string, form url.Values, status string) {
		t.Helper()
		if _, err := b.post(t.Context(), path, form); err == nil || !strings.Contains(err.Error(), status) {
			t.Errorf("%s: %v, want %s", path, err, status)
		}
	}
	fails("/token", nil, "401")
	fails("/conversations", url.Values{"to": {alicePhone}}, "401")
	fails("/login", url.Values{"name": {"ada"}, "password": {"hopper"}}, "403")
	fails("/login", url.Values{"name": {"eve"}, "password": {""}}, "403")
	fails("/events", url.Values{"EventType": {"onMessageAdd"}}, "403") // it is not signed
	claims, err := b.signIn(t.Context(), s.key, "grace", "hopper")
	if err != nil || claims.Identity != "grace" || claims.Chat.ServiceSID != s.service {
		t.Fatal(claims, err)
	}
	fails("/conversations", url.Values{"to": {"555 1234"}}, "400")
	if _, err := b.open(t.Context(), alicePhone); err != nil {
		t.Fatal(err)
	}
	fails("/conversations", url.Values{"to": {alicePhone}}, "409") // somebody talks with her already
}

func TestAgentsTakeCustomersInTurn(t *testing.T) {
	t.Parallel()
	tw, s, _ := newShop(t)
	for _, customer := range []string{alicePhone, bobPhone, "+15558675312"} {
		tw.Phone(channels.Address(customer)).Send(shopNumber, "Hello")
		tw.Phone(channels.Address(customer)).Send(shopNumber, "Anybody there?")
	}
	tw.Wait()
	got := map[string]int{}
	for _, agent := range []string{"ada", "grace"} {
		got[agent] = len(tw.ConversationUser(s.service, agent).Conversations())
	}
	if diff := cmp.Diff(map[string]int{"ada": 2, "grace": 1}, got); diff != "" {
		t.Errorf("conversations (-want +got):\n%s", diff)
	}
}

func TestPreparingTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	tw, s, _ := newShop(t)
	if err := s.prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	tw.Phone(alicePhone).Send(shopNumber, "Hello")
	tw.Wait()
	if n := len(tw.ConversationUser(s.service, "ada").Conversations()); n != 1 {
		t.Errorf("%d conversations", n)
	}
}

func TestInterruptedDemo(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := run(ctx, io.Discard, nil); err != nil {
		t.Error(err)
	}
}

func TestHelp(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	if err := run(t.Context(), &out, []string{"-h"}); err != nil {
		t.Error(err)
	}
	for _, want := range []string{"TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_API_KEY", "CHAT_AGENTS", "-service", "-number", "-url"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("-h does not explain %s", want)
		}
	}
}

func TestBadArguments(t *testing.T) {
	t.Setenv("TWILIO_ACCOUNT_SID", "")
	all := []string{"-service", "IS1", "-number", shopNumber, "-url", shopURL}
	for name, tt := range map[string]struct {
		args []string
		want string
	}{
		"unknown flag":   {[]string{"-x"}, "flag provided but not defined: -x"},
		"argument":       {[]string{"IS1"}, "unexpected argument"},
		"no URL":         {all[:4], "-url"},
		"no credentials": {all, "TWILIO_ACCOUNT_SID"},
	} {
		if err := run(t.Context(), io.Discard, tt.args); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want it to contain %q", name, err, tt.want)
		}
	}
	for _, agents := range []string{"", "ada", "ada:", ":x", "ada:x,,"} {
		if _, err := newSessions(agents); err == nil {
			t.Errorf("CHAT_AGENTS=%q is taken", agents)
		}
	}
}
