package messaging_test

import (
	"maps"
	"net/url"
	"testing"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/internal/apitest"
	"github.com/twiliokit/twiliokit/twilio/messaging"
)

// requests is a table of calls: a row for each method.
type requests = map[string]apitest.Request[*messaging.API]

// page and extra are in every list's parameters.
var (
	page  = twilio.PageParams{PageSize: 20}
	extra = url.Values{"New": {"x"}}
)

// TestRequests has a row for each method, with the one request that it is to send.
func TestRequests(t *testing.T) {
	t.Parallel()
	rows := serviceRequests()
	maps.Copy(rows, complianceRequests())
	apitest.Requests(t, []string{"messaging_v1", "messaging_v2", "messaging_v3"}, "https://messaging.twilio.com",
		`{"services":[],"phone_numbers":[],"short_codes":[],"alpha_senders":[],"senders":[],`+
			`"data":[],"compliance":[],"verifications":[]}`,
		messaging.New, rows)
}
