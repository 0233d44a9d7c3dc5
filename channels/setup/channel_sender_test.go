package setup_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/channels/setup"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/messaging"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// senders is the emulator, whose calls about channel senders are noted. A terse one leaves webhooks out
// of the list.
type senders struct {
	tw    *twiliotest.Twilio
	terse bool

	mu      sync.Mutex
	bodies  []string           // of updates
	fetched []channels.Address // one by one
}

func (s *senders) RoundTrip(r *http.Request) (*http.Response, error) {
	rest, ok := strings.CutPrefix(r.URL.Path, "/v2/Channels/Senders")
	if !ok {
		return s.tw.RoundTrip(r)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.Method == http.MethodPost {
		body, err := r.GetBody()
		if err != nil {
			return nil, err
		}
		b, err := io.ReadAll(body)
		if err != nil {
			return nil, err
		}
		s.bodies = append(s.bodies, string(b))
	}
	resp, err := s.tw.RoundTrip(r)
	if err != nil || r.Method != http.MethodGet {
		return resp, err
	}
	var answer struct {
		SenderID channels.Address `json:"sender_id"`
		Senders  []map[string]any `json:"senders"`
		Meta     map[string]any   `json:"meta"`
	}
	b, err := io.ReadAll(resp.Body)
	if err := errors.Join(err, resp.Body.Close(), json.Unmarshal(b, &answer)); err != nil {
		return nil, err
	}
	switch {
	case rest != "":
		s.fetched = append(s.fetched, answer.SenderID)
	case s.terse:
		for _, sender := range answer.Senders {
			delete(sender, "webhook")
		}
		if b, err = json.Marshal(map[string]any{"senders": answer.Senders, "meta": answer.Meta}); err != nil {
			return nil, err
		}
	}
	resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(b)), int64(len(b))
	return resp, nil
}

func TestChannelSenders(t *testing.T) {
	t.Parallel()
	account := setup.Account{Instances: channels.Configs{
		{Address: "whatsapp:+15557122661", CallbackURL: "https://new.example/wa", CallbackMethod: "PUT", StatusCallbackURL: "https://new.example/status"},
		{Address: "rcs:acme_agent", CallbackURL: "https://new.example/rcs", FallbackURL: "https://backup.example/rcs"},
		{Address: "messenger:1094384847"},
	}}
	for _, terse := range []bool{false, true} {
		t.Run(fmt.Sprintf("terse %v", terse), func(t *testing.T) {
			t.Parallel()
			tw := twiliotest.New(t)
			tw.AddNumber("whatsapp:+15557122662")
			tw.AddNumber("whatsapp:+15557122661")
			tw.AddNumber("rcs:acme_agent", twiliotest.OnMessage("https://new.example/rcs"))
			tw.AddNumber("messenger:1094384847")
			api := &senders{tw: tw, terse: terse}
			client := tw.Client(twilio.WithHTTPClient(&http.Client{Transport: api}))
			describeRCS(t, tw.Client())
			p := plan(t, account, client)
			if diff := cmp.Diff(`sender whatsapp:…61 (XE00000000000000000000000000000002)
  callback: none → PUT https://new.example/wa
  status callback: none → POST https://new.example/status
sender rcs:…nt (XE00000000000000000000000000000003)
  fallback: none → POST https://backup.example/rcs
  status callback: POST https://old.example/status → none
`, p.String()); diff != "" {
				t.Errorf("plan (-want +got):\n%s", diff)
			}
			var fetched []channels.Address
			if terse { // those that are described and no other
				fetched = []channels.Address{"messenger:1094384847", "rcs:acme_agent", "whatsapp:+15557122661"}
			}
			if diff := cmp.Diff(fetched, api.fetched); diff != "" {
				t.Errorf("fetched one by one (-want +got):\n%s", diff)
			}
			if err := p.Apply(t.Context()); err != nil {
				t.Fatal(err)
			}
			inLine(t, account, client)
			if diff := cmp.Diff([]string{
				`{"webhook":{"callback_url":"https://new.example/wa","callback_method":"PUT","fallback_url":"","status_callback_url":"https://new.example/status","status_callback_method":"POST"}}`,
				`{"webhook":{"callback_url":"https://new.example/rcs","callback_method":"POST","fallback_url":"https://backup.example/rcs","fallback_method":"POST","status_callback_url":""}}`,
			}, api.bodies); diff != "" {
				t.Errorf("bodies (-want +got):\n%s", diff)
			}
		})
	}
}

// describeRCS gives the RCS sender a status callback, at Twilio.
func describeRCS(t *testing.T, client *twilio.Client) {
	t.Helper()
	senders := messaging.New(client).ChannelSenders
	for s, err := range senders.List(t.Context(), &messaging.ListChannelSendersParams{Channel: channels.ChannelRCS}) {
		if err != nil {
			t.Fatal(err)
		}
		_, err := senders.Update(t.Context(), s.SID, &messaging.UpdateChannelSenderParams{
			Webhook: &messaging.UpdateChannelSenderWebhookParams{StatusCallbackURL: new("https://old.example/status")},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestChannelSenderMissing(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	tw.AddNumber("whatsapp:+15557122662")
	account := setup.Account{Instances: channels.Configs{{Address: "whatsapp:+15557122661"}}}
	_, err := account.Plan(t.Context(), tw.Client())
	if !errors.Is(err, setup.ErrMissing) || err.Error() != "setup: instance 0, whatsapp:…61: not on the account" {
		t.Errorf("got %v", err)
	}
}

// TestChannelSendersUnsupported has an API that does not know of channel senders said to be one.
func TestChannelSendersUnsupported(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	tw.FailNext(&twilio.Error{Status: http.StatusNotImplemented, Message: "no such API"})
	account := setup.Account{Instances: channels.Configs{{Address: "whatsapp:+15557122661"}}}
	_, err := account.Plan(t.Context(), tw.Client(twilio.WithRetry(twilio.RetryPolicy{MaxAttempts: 1})))
	want := "setup: list the senders on whatsapp: unsupported operation: "
	if !errors.Is(err, errors.ErrUnsupported) || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("got %v, want %s…", err, want)
	}
	if refused, ok := errors.AsType[*twilio.Error](err); !ok || refused.Status != http.StatusNotImplemented {
		t.Errorf("got %v", err)
	}
}

// TestPoolOfAllKinds has senders of each kind join a pool, and others of each kind leave it.
func TestPoolOfAllKinds(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	joining := []channels.Address{"whatsapp:+15557122661", "+15557122661", "12345", "SHOP"}
	leaving := []channels.Address{"whatsapp:+15557122662", "+15557122662", "54321", "OLD"}
	for _, address := range append(joining, leaving...) {
		if !address.IsAlphanumeric() {
			tw.AddNumber(address)
		}
	}
	tw.AddService("Shop", twiliotest.Senders(leaving...))
	client := tw.Client()
	account := setup.Account{Services: []setup.Service{{
		FriendlyName: "Shop", UseInboundWebhookOnNumber: true, Senders: joining, RemoveOthers: true,
	}}}
	p, again := plan(t, account, client), plan(t, account, client)
	if err := p.Apply(t.Context()); err != nil {
		t.Fatal(err)
	}
	inLine(t, account, client)
	slices.Sort(joining)
	if diff := cmp.Diff(map[string][]channels.Address{"Shop": joining}, state(t, client).Pools); diff != "" {
		t.Errorf("pools (-want +got):\n%s", diff)
	}
	if err := again.Apply(t.Context()); err != nil { // finds everybody in and out
		t.Error(err)
	}
	inLine(t, account, client)
}
