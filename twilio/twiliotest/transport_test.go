package twiliotest_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// hangsUp is a body that ends its request's context when it has been read.
type hangsUp struct {
	io.Reader
	cancel context.CancelFunc
}

func (h *hangsUp) Read(b []byte) (int, error) {
	n, err := h.Reader.Read(b)
	if errors.Is(err, io.EOF) {
		h.cancel()
	}
	return n, err
}

// TestAnAnswerThatComesTooLateIsNone has the caller give up while Twilio deals with the call.
func TestAnAnswerThatComesTooLateIsNone(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	shop := tw.AddNumber("+15557122661")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	form := url.Values{"From": {string(shop)}, "To": {"+15558675310"}, "Body": {"Hi"}}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost,
		"https://api.twilio.com/2010-04-01/Accounts/"+tw.AccountSID()+"/Messages.json",
		&hangsUp{strings.NewReader(form.Encode()), cancel})
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.SetBasicAuth(tw.AccountSID(), tw.AuthToken())
	if resp, err := tw.HTTPClient().Do(r); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, %v", resp, err)
	}
	if n := len(tw.Messages()); n != 1 { // though it was taken
		t.Errorf("%d messages", n)
	}
}
