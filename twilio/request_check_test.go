package twilio_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
)

// requestTest is a call and the one request that it is to send.
type requestTest struct {
	call              func(context.Context, *twilio.Client) error
	method, url, form string
	query             string
}

func checkRequests(t *testing.T, tests map[string]requestTest) {
	t.Helper()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWire(t, func(_ int, r *http.Request) (*http.Response, error) {
				if r.Method == http.MethodDelete {
					return reply(http.StatusNoContent, ""), nil
				}
				return reply(http.StatusOK, `{"messages":[],"media_list":[],`+
					`"accounts":[],"incoming_phone_numbers":[],"short_codes":[]}`), nil
			})
			if err := tt.call(t.Context(), w.client()); err != nil {
				t.Fatal(err)
			}
			want := []sent{{Method: tt.method, URL: tt.url, Form: tt.form}}
			if tt.query != "" {
				want[0].URL += "?" + tt.query
			}
			got := w.requests()
			for i := range got {
				got[i].Header = nil
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("requests (-want +got):\n%s", diff)
			}
		})
	}
}
