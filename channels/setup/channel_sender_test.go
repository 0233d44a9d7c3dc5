package setup_test

import (
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
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// sendersAPI answers for /v2/Channels/Senders: the list says a sender's webhook or leaves it out.
type sendersAPI struct {
	status int // of every answer, if it is a refusal

	mu       sync.Mutex
	webhooks map[string]map[string]string // by the sender's ID
	sids     map[string]string
	terse    bool // the list leaves out webhooks
	bodies   []string
	fetched  []string // IDs of senders
}

func newSendersAPI(ids ...string) *sendersAPI {
	api := &sendersAPI{webhooks: map[string]map[string]string{}, sids: map[string]string{}}
	for i, id := range ids {
		api.webhooks[id] = map[string]string{}
		api.sids[fmt.Sprintf("XE%032d", i+1)] = id
	}
	return api
}

func (api *sendersAPI) client() *twilio.Client {
	return twilio.New(twilio.AuthToken("AC00000000000000000000000000000000", "token"),
		twilio.WithHTTPClient(&http.Client{Transport: api}))
}

func (api *sendersAPI) RoundTrip(r *http.Request) (*http.Response, error) {
	api.mu.Lock()
	defer api.mu.Unlock()
	status := http.StatusOK
	var answer any
	rest, ok := strings.CutPrefix(r.URL.Path, "/v2/Channels/Senders")
	sid := strings.TrimPrefix(rest, "/")
	switch id := api.sids[sid]; {
	case api.status != 0:
		status, answer = api.status, map[string]any{"code": 0, "message": "no such API", "status": api.status}
	case !ok || rest != "" && id == "":
		status, answer = http.StatusNotFound, map[string]any{"code": 20404, "message": "not found"}
	case rest == "":
		list := []any{}
		for i := range len(api.sids) {
			sid := fmt.Sprintf("XE%032d", i+1)
			if strings.HasPrefix(api.sids[sid], r.URL.Query().Get("Channel")+":") {
				list = append(list, api.sender(sid, api.terse))
			}
		}
		answer = map[string]any{"senders": list, "meta": map[string]any{}}
	case r.Method == http.MethodPost:
		b, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		var body struct{ Webhook map[string]string }
		if err := json.Unmarshal(b, &body); err != nil {
			return nil, err
		}
		api.bodies = append(api.bodies, string(b))
		api.webhooks[id] = body.Webhook
		status, answer = http.StatusAccepted, api.sender(sid, false)
	default:
		api.fetched = append(api.fetched, id)
		answer = api.sender(sid, false)
	}
	b, err := json.Marshal(answer)
	if err != nil {
		return nil, err
	}
	return &http.Response{
		StatusCode: status, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(strings.NewReader(string(b))), Request: r,
	}, nil
}

func (api *sendersAPI) sender(sid string, terse bool) map[string]any {
	s := map[string]any{"sid": sid, "sender_id": api.sids[sid], "status": "ONLINE"}
	if !terse {
		s["webhook"] = api.webhooks[api.sids[sid]]
	}
	return s
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
			api := newSendersAPI("whatsapp:+15557122662", "whatsapp:+15557122661", "rcs:acme_agent", "messenger:1094384847")
			api.terse = terse
			api.webhooks["rcs:acme_agent"] = map[string]string{"callback_url": "https://new.example/rcs", "callback_method": "POST", "status_callback_url": "https://old.example/status"}
			client := api.client()
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
			var fetched []string
			if terse { // those that are described and no other
				fetched = []string{"messenger:1094384847", "rcs:acme_agent", "whatsapp:+15557122661"}
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

func TestChannelSenderMissing(t *testing.T) {
	t.Parallel()
	account := setup.Account{Instances: channels.Configs{{Address: "whatsapp:+15557122661"}}}
	_, err := account.Plan(t.Context(), newSendersAPI("whatsapp:+15557122662").client())
	if !errors.Is(err, setup.ErrMissing) || err.Error() != "setup: instance 0, whatsapp:…61: not on the account" {
		t.Errorf("got %v", err)
	}
}

// TestChannelSendersUnsupported has an API that does not know of channel senders said to be one.
func TestChannelSendersUnsupported(t *testing.T) {
	t.Parallel()
	api := newSendersAPI()
	api.status = http.StatusNotImplemented
	client := twilio.New(twilio.AuthToken("AC00000000000000000000000000000000", "token"),
		twilio.WithHTTPClient(&http.Client{Transport: api}), twilio.WithRetry(twilio.RetryPolicy{MaxAttempts: 1}))
	account := setup.Account{Instances: channels.Configs{{Address: "whatsapp:+15557122661"}}}
	_, err := account.Plan(t.Context(), client)
	want := "setup: list the senders on whatsapp: unsupported operation: "
	if !errors.Is(err, errors.ErrUnsupported) || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("got %v, want %s…", err, want)
	}
	if refused, ok := errors.AsType[*twilio.Error](err); !ok || refused.Status != http.StatusNotImplemented {
		t.Errorf("got %v", err)
	}
}

// both sends what is about channel senders to one API and the rest to the emulator.
type both struct {
	api *sendersAPI
	tw  *twiliotest.Twilio
}

func (b both) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasPrefix(r.URL.Path, "/v2/Channels/Senders") {
		return b.api.RoundTrip(r)
	}
	return b.tw.RoundTrip(r)
}

// TestPoolOfAllKinds has senders of each kind join a pool, and others of each kind leave it.
func TestPoolOfAllKinds(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	joining := []channels.Address{"whatsapp:+15557122661", "+15557122661", "12345", "SHOP"}
	leaving := []channels.Address{"whatsapp:+15557122662", "+15557122662", "54321", "OLD"}
	api := newSendersAPI()
	for _, address := range append(joining, leaving...) {
		if address.IsAlphanumeric() {
			continue
		}
		tw.AddNumber(address)
		if address.Channel() == channels.ChannelWhatsApp {
			api.webhooks[address.String()] = map[string]string{}
			api.sids[fmt.Sprintf("XE%032d", len(api.sids)+1)] = address.String()
		}
	}
	tw.AddService("Shop", twiliotest.Senders(leaving...))
	client := tw.Client(twilio.WithHTTPClient(&http.Client{Transport: both{api, tw}}))
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
