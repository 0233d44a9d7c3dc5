package twilio_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-querystring/query" //nolint:depguard // by whose rules ours are held

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

type (
	plainParams struct {
		Text    string            `url:"Text,omitempty"`
		Again   string            `url:"Text,omitempty"`
		Address channels.Address  `url:"Address,omitempty"`
		Amount  twilio.Decimal    `url:"Amount,omitempty"`
		Many    []string          `url:"Many,omitempty"`
		Switch  *bool             `url:"Switch,omitempty"`
		Clear   *string           `url:"Clear,omitempty"`
		Number  int               `url:"Number,omitempty"`
		Wait    twilio.Seconds    `url:"Wait,omitempty"`
		Day     twilio.Date       `url:"Day,omitempty"`
		Secret  twilio.Secret     `url:"Secret,omitempty"`
		At      time.Time         `url:"At,omitempty"`
		Listed  []string          `url:"Listed,omitempty" del:";"`
		Words   [1]string         `url:"-"`
		Of      map[string]string `url:"-"`
	}
	alwaysSent struct {
		Text string `url:"Text"`
		More bool   `url:"More,omitempty,int"`
	}
	nested struct {
		plainParams
		Array [2]string `url:"Array,omitempty"`
	}
)

// TestParametersAreThoseOfQuerystring holds what is sent to what go-querystring makes of the same
// struct, whatever is set in it, since its rules are those that callers of Post were promised.
func TestParametersAreThoseOfQuerystring(t *testing.T) {
	t.Parallel()
	for name, params := range map[string]any{
		"empty":       plainParams{},
		"nil":         (*plainParams)(nil),
		"texts":       &plainParams{Text: "a b", Address: "+15558675310", Amount: "0.1"},
		"same name":   plainParams{Text: "a", Again: "b"},
		"many":        plainParams{Many: []string{"a", "", "a"}, Text: "x"},
		"none of it":  plainParams{Many: []string{}, Listed: []string{}},
		"switch on":   plainParams{Switch: new(true)},
		"switch off":  plainParams{Switch: new(false), Text: "x"},
		"cleared":     plainParams{Clear: new(""), Text: "x"},
		"number":      plainParams{Number: 7, Text: "x"},
		"wait":        plainParams{Wait: twilio.Seconds(time.Minute), Text: "x"},
		"day":         plainParams{Day: twilio.Day(2026, time.November, 21), Text: "x"},
		"secret":      plainParams{Secret: "s", Text: "x"},
		"time":        plainParams{At: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)},
		"listed":      plainParams{Listed: []string{"a", "b"}},
		"always sent": alwaysSent{},
		"an option":   alwaysSent{More: true},
		"nested":      nested{plainParams: plainParams{Text: "x"}},
		"an array":    nested{},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want, err := query.Values(params)
			if err != nil {
				t.Fatal(err)
			}
			var got url.Values
			client := twilio.New(twilio.AuthToken(account, token), twilio.WithHTTPClient(&http.Client{
				Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
					got = r.URL.Query()
					return reply(http.StatusOK, `{}`), nil
				}),
			}))
			for range 2 { // the second by the plan that the first has left
				if _, err := twilio.Get[struct{}](t.Context(), client, client.Path("X"), params); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("parameters (-want +got):\n%s", diff)
				}
			}
		})
	}
}
