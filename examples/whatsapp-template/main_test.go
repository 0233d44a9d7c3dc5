package main

import (
	"context"
	"errors"
	"flag"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio/content"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/webhook"
)

var update = flag.Bool("update", false, "write the golden file anew")

func TestRun(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	synctest.Test(t, func(t *testing.T) {
		if err := run(t.Context(), &out); err != nil {
			t.Error(err)
		}
	})
	if *update {
		if err := os.WriteFile("testdata/run.txt", []byte(out.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/run.txt")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), out.String()); diff != "" {
		t.Errorf("output (-want +got):\n%s", diff)
	}
}

const (
	number channels.Address = "+15557122661"
	alice  channels.Address = "whatsapp:+15558675310"
)

// newShop returns a shop that has submitted its template.
func newShop(t *testing.T, options ...twiliotest.Option) (*twiliotest.Twilio, *shop) {
	t.Helper()
	tw := twiliotest.New(t, options...)
	s := &shop{number: tw.AddNumber(number), templates: content.New(tw.Client()).Templates}
	if err := s.submit(t.Context()); err != nil {
		t.Fatal(err)
	}
	return tw, s
}

// Free text is for 24 hours after each message, not a moment longer.
func TestWindow(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw, s := newShop(t)
		tw.ApproveTemplate(s.template)
		v, err := webhook.NewValidator(tw.AuthToken())
		if err != nil {
			t.Fatal(err)
		}
		tw.Mount("https://shop.example/sms", webhook.Messages(v, s.incoming))
		ours := tw.AddNumber(channels.WhatsApp(number.ID()), twiliotest.OnMessage("https://shop.example/sms"))
		phone := tw.Phone(alice)
		for _, step := range []struct {
			wait   time.Duration
			writes bool
			want   string
		}{
			{want: "template"},
			{writes: true, want: "free text"},
			{wait: 20 * time.Hour, writes: true, want: "free text"},
			{wait: 24*time.Hour - time.Nanosecond, want: "free text"},
			{wait: time.Nanosecond, want: "template"},
			{writes: true, want: "free text"},
		} {
			time.Sleep(step.wait)
			if step.writes {
				phone.Send(ours, "Hello?")
			}
			p, err := s.ready(t.Context(), alice, "Alice")
			if err != nil {
				t.Fatal(err)
			}
			got := "free text"
			if p.ContentSID != "" {
				got = "template"
			}
			if got != step.want || (p.Body == "") != (p.ContentSID != "") {
				t.Errorf("after %v: %s with body %q, want %s", step.wait, got, p.Body, step.want)
			}
		}
	})
}

func TestNotNow(t *testing.T) {
	t.Parallel()
	tw, s := newShop(t)
	for _, to := range []channels.Address{alice, "messenger:1094384847"} {
		if p, err := s.ready(t.Context(), to, "Alice"); !errors.Is(err, errNotNow) {
			t.Errorf("%s: %+v, %v; want errNotNow", to.Channel(), p, err)
		}
	}
	tw.RejectTemplate(s.template, "too short")
	if _, err := s.ready(t.Context(), alice, "Alice"); !errors.Is(err, errNotNow) {
		t.Errorf("rejected: %v", err)
	}
}

func TestApproved(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		_, s := newShop(t, twiliotest.WithApproval(90*time.Minute))
		start := time.Now()
		if err := s.approved(t.Context(), time.Hour); err != nil {
			t.Error(err)
		}
		if took := time.Since(start); took != 2*time.Hour {
			t.Errorf("took %v", took)
		}
		tw, s := newShop(t)
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		if err := s.approved(ctx, time.Minute); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("pending: %v", err)
		}
		tw.RejectTemplate(s.template, "too short")
		if err := s.approved(t.Context(), time.Minute); err == nil || !strings.Contains(err.Error(), "too short") {
			t.Errorf("rejected: %v", err)
		}
	})
}
