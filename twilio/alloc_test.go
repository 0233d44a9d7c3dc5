//go:build !race

package twilio_test

import (
	"net/http"
	"testing"

	"github.com/twiliokit/twiliokit/twilio"
)

// TestCreateAllocates holds a create call to no more than what net/http and
// encoding/json allocate by themselves. It is not parallel, or others would be counted. Under the race detector sync.Pool forgets on purpose.
func TestCreateAllocates(t *testing.T) {
	hc := &http.Client{Transport: answer(http.StatusCreated, []byte(messageJSON(1)))}
	client := twilio.New(twilio.AuthToken(account, token), twilio.WithHTTPClient(hc))
	ours := testing.AllocsPerRun(500, func() {
		_, err := client.Messages.Create(t.Context(), &twilio.CreateMessageParams{
			To: "+15558675310", From: "+15557122661", Body: "Your table is ready.",
		})
		if err != nil {
			t.Fatal(err)
		}
	})
	bare := testing.AllocsPerRun(500, func() {
		if _, err := createBare(t, hc); err != nil {
			t.Fatal(err)
		}
	})
	t.Logf("%v allocations, bare %v: %.2f times", ours, bare, ours/bare)
	if ours > bare {
		t.Errorf("a create call makes %v allocations, a bare one %v", ours, bare)
	}
}
