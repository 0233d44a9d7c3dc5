package twilio_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
)

var longDigits = regexp.MustCompile(`[0-9]{7}`)

// refusal makes one call that is answered with a refusal and returns its error.
func refusal(t *testing.T, status int, body string, header ...string) error {
	t.Helper()
	w := newWire(t, always(status, body, header...))
	_, err := w.client(once).Messages.Create(t.Context(), &twilio.CreateMessageParams{To: "+15558675310", Body: "secret plan"})
	if err == nil {
		t.Fatal("no error")
	}
	return err
}

func TestErrorShapes(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		status int
		body   string
		header []string
		want   twilio.Error
	}{
		"2010": {
			status: 400,
			body:   `{"code":21211,"message":"Invalid 'To'","more_info":"https://www.twilio.com/docs/errors/21211","status":400}`,
			header: []string{"Twilio-Request-Id", requestID},
			want: twilio.Error{
				Status: 400, Code: 21211, Message: "Invalid 'To'",
				MoreInfo: "https://www.twilio.com/docs/errors/21211", RequestID: requestID,
			},
		},
		"v1 with details": {
			status: 401,
			body:   `{"code":20003,"detail":"Your AccountSid or AuthToken was incorrect.","message":"Authenticate","details":{"a":1},"status":401}`,
			want: twilio.Error{
				Status: 401, Code: 20003, Message: "Authenticate", MoreInfo: "https://www.twilio.com/docs/api/errors/20003",
				Details: map[string]any{"a": 1.0, "detail": "Your AccountSid or AuthToken was incorrect."},
			},
		},
		"v3": {
			status: 422,
			body:   `{"code":20422,"message":"Invalid","httpStatusCode":422,"params":[{"name":"To"}],"userError":true}`,
			want: twilio.Error{
				Status: 422, Code: 20422, Message: "Invalid", MoreInfo: "https://www.twilio.com/docs/api/errors/20422",
				Details: map[string]any{"params": []any{map[string]any{"name": "To"}}, "userError": true},
			},
		},
		"code in quotes":     {400, `{"code":"21211"}`, nil, twilio.Error{Status: 400, Code: 21211, MoreInfo: "https://www.twilio.com/docs/api/errors/21211"}},
		"a code too large":   {400, `{"code":15558675310}`, nil, twilio.Error{Status: 400}},
		"a code below zero":  {400, `{"code":-5}`, nil, twilio.Error{Status: 400}},
		"wrong types":        {400, `{"code":{},"message":5,"more_info":[],"details":"x","detail":null,"params":null}`, nil, twilio.Error{Status: 400}},
		"empty":              {404, ``, nil, twilio.Error{Status: 404}},
		"null":               {404, `null`, nil, twilio.Error{Status: 404}},
		"array":              {404, `[1]`, nil, twilio.Error{Status: 404}},
		"truncated":          {500, `{"code":20500,"mess`, nil, twilio.Error{Status: 500}},
		"HTML":               {503, "<html><h1>503 Service Unavailable</h1></html>", []string{"Content-Type", "text/html"}, twilio.Error{Status: 503}},
		"redirect":           {302, ``, []string{"Location", "https://evil.example/"}, twilio.Error{Status: 302}},
		"not modified":       {304, ``, nil, twilio.Error{Status: 304}},
		"Retry-After":        {429, `{"code":20429}`, []string{"Retry-After", "7"}, twilio.Error{Status: 429, Code: 20429, MoreInfo: "https://www.twilio.com/docs/api/errors/20429", RetryAfter: 7 * time.Second}},
		"Retry-After huge":   {429, ``, []string{"Retry-After", "99999999999999999999"}, twilio.Error{Status: 429, RetryAfter: 24 * time.Hour}},
		"Retry-After past":   {429, ``, []string{"Retry-After", "Mon, 02 Jan 2006 15:04:05 GMT"}, twilio.Error{Status: 429}},
		"Retry-After, other": {429, ``, []string{"Retry-After", "soon"}, twilio.Error{Status: 429}},
		"Retry-After below":  {429, ``, []string{"Retry-After", "-7"}, twilio.Error{Status: 429}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := refusal(t, tt.status, tt.body, tt.header...)
			got, ok := errors.AsType[*twilio.Error](err)
			if !ok {
				t.Fatalf("%T %v is not an *Error", err, err)
			}
			if diff := cmp.Diff(tt.want, *got); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
		})
	}
}

func TestErrorIs(t *testing.T) {
	t.Parallel()
	err := refusal(t, 400, `{"code":21610,"message":"x"}`)
	var code twilio.ErrorCode
	if !errors.As(err, &code) || code != twilio.ErrUnsubscribedRecipient {
		t.Errorf("errors.As finds %v", code)
	}
	if errors.As(refusal(t, 400, ``), &code) {
		t.Error("errors.As finds a code where there is none")
	}
	classes := []error{
		twilio.ErrBadRequest, twilio.ErrUnauthorized, twilio.ErrForbidden, twilio.ErrNotFound, twilio.ErrConflict,
		twilio.ErrTooManyRequests, twilio.ErrServer, twilio.ErrUnsubscribedRecipient, twilio.ErrInvalidTo, twilio.ErrCredentials,
	}
	for status, want := range map[int][]error{
		400: {twilio.ErrBadRequest, twilio.ErrUnsubscribedRecipient}, 401: {twilio.ErrUnauthorized, twilio.ErrUnsubscribedRecipient},
		403: {twilio.ErrForbidden, twilio.ErrUnsubscribedRecipient}, 404: {twilio.ErrNotFound, twilio.ErrUnsubscribedRecipient},
		409: {twilio.ErrConflict, twilio.ErrUnsubscribedRecipient}, 429: {twilio.ErrTooManyRequests, twilio.ErrUnsubscribedRecipient},
		500: {twilio.ErrServer, twilio.ErrUnsubscribedRecipient}, 503: {twilio.ErrServer, twilio.ErrUnsubscribedRecipient},
		418: {twilio.ErrUnsubscribedRecipient},
	} {
		err := refusal(t, status, `{"code":21610,"message":"x"}`)
		for _, class := range classes {
			wanted := false
			for _, w := range want {
				wanted = wanted || w == class //nolint:errorlint // which of the classes, not what it wraps
			}
			if errors.Is(err, class) != wanted {
				t.Errorf("HTTP %d is %v: %v, want %v", status, class, !wanted, wanted)
			}
		}
	}
	if got := []string{twilio.ErrNotFound.Error(), twilio.StatusError(799).Error()}; !cmp.Equal(got, []string{"HTTP 404 Not Found", "HTTP 799"}) {
		t.Errorf("classes print as %q", got)
	}
}

// TestErrorText feeds messages that Twilio is known to send, and worse.
func TestErrorText(t *testing.T) {
	t.Parallel()
	const text = "twilio: POST /2010-04-01/Accounts/{}/Messages: "
	tests := []struct{ message, want string }{
		{"The 'To' number +15005550001 is not a valid phone number.", "The 'To' number … is not a valid phone number."},
		{"To number: +15005550009, is not a mobile number", "To number: …, is not a mobile number"},
		{"The 'From' number whatsapp:+15557122661 is not a valid phone number, shortcode, or alphanumeric sender ID.", "The 'From' number … is not a valid phone number, shortcode, or alphanumeric sender ID."},
		{"The concatenated message body exceeds the 1600 character limit.", "The concatenated message body exceeds the 1600 character limit."},
		{"The number +915558675310 is unverified. verify +915558675310 at twilio.com/user/account/phone-numbers/verified, or purchase", "The number … is unverified. verify … at twilio.com/user/account/phone-numbers/verified, or purchase"},
		{"Permission to send an SMS has not been enabled for the region indicated by the 'To' number: +15558675310.", "Permission to send an SMS has not been enabled for the region indicated by the 'To' number: …."},
		{"The requested resource /2010-04-01/Accounts/" + account + "/Messages/" + messageSID + ".json was not found", "The requested resource /2010-04-01/Accounts/" + account + "/Messages/" + messageSID + ".json was not found"},
		{"The requested resource '/Services/" + "IS00000000000000000000000000000001/Users/1234567' was not found", "The requested resource '/Services/IS00000000000000000000000000000001/Users/…' was not found"},
		{"The requested resource /Services/x/Users/alice was not found", "The requested resource /Services/…/Users/… was not found"},
		{"The requested resource /Messages.json?To=%2B15558675310 was not found", "The requested resource /…=… was not found"},
		{"Missing required parameter FriendlyName in the post body", "Missing required parameter FriendlyName in the post body"},
		{"Invalid PageSize.", "Invalid PageSize."},
		{"To=+15558675310 MessagingServiceSid=MG00000000000000000000000000000001 ValidityPeriod=5", "To=… MessagingServiceSid=MG00000000000000000000000000000001 ValidityPeriod=5"},
		{"call +1 (555) 867-5310 now", "call … now"},
		{"call +1 555 - 867 5310.", "call …"},
		{"call 555 / 867 / 5310 now", "call … now"},
		{"call +1.555.867.5310", "call …"},
		{"call １５５５８６７５３１０", "call …"},
		{"write to <ada@example.com>", "write to <…>"},
		{"token " + token + " is wrong", "token … is wrong"},
		{"(token=" + token + ")", "(token=…)"},
		{"between 1 and 36000", "between 1 and 36000"},
		{strings.Repeat("a ", 148) + "+1555867 5310", strings.Repeat("a ", 148) + "…"},
		{"a\nb\tc", "a b c"},
	}
	for _, tt := range tests {
		body := `{"message":` + quote(tt.message) + `}`
		err := refusal(t, 400, body, "Twilio-Request-Id", requestID)
		if diff := cmp.Diff(text+tt.want+" (HTTP 400 Bad Request, request "+requestID+")", err.Error()); diff != "" {
			t.Errorf("text (-want +got):\n%s", diff)
		}
		var out bytes.Buffer
		e, _ := errors.AsType[*twilio.Error](err)
		slog.New(slog.NewTextHandler(&out, nil)).Error("x", slog.Any("err", e))
		if !strings.Contains(out.String(), "err.message="+quoteLog(tt.want)) || !strings.Contains(out.String(), "err.request_id="+requestID) {
			t.Errorf("logged as %s, want the message %q", &out, tt.want)
		}
	}
	for _, tt := range []struct{ got, want string }{
		{refusal(t, 503, "<html>").Error(), text + "no explanation in the answer (HTTP 503 Service Unavailable)"},
		{refusal(t, 400, `{"code":21610,"message":"x"}`).Error(), text + "21610 Attempt to send to unsubscribed recipient: x (HTTP 400 Bad Request)"},
		{refusal(t, 400, `{"code":21610,"message":"attempt to send to unsubscribed recipient."}`).Error(), text + "21610 Attempt to send to unsubscribed recipient (HTTP 400 Bad Request)"},
		{refusal(t, 403, `{"code":50403,"message":"Channel member limit exceeded"}`).Error(), text + "50403 Programmable Chat: Channel member limit exceeded (HTTP 403 Forbidden)"},
		{refusal(t, 400, `{"code":21610,"message":"Attempt to send to unsubscribed recipient: +15558675310"}`).Error(), text + "21610 Attempt to send to unsubscribed recipient: … (HTTP 400 Bad Request)"},
		{refusal(t, 400, `{"code":21610,"message":"Attempt to send to unsubscribed recipients"}`).Error(), text + "21610 Attempt to send to unsubscribed recipient: Attempt to send to unsubscribed recipients (HTTP 400 Bad Request)"},
		{refusal(t, 400, `{"code":21610,"message":"recipient"}`).Error(), text + "21610 Attempt to send to unsubscribed recipient: recipient (HTTP 400 Bad Request)"},
		{refusal(t, 799, ``, "Twilio-Request-Id", "+15558675310").Error(), text + "no explanation in the answer (HTTP 799, request …)"},
	} {
		if diff := cmp.Diff(tt.want, tt.got); diff != "" {
			t.Errorf("text (-want +got):\n%s", diff)
		}
	}
}

func quoteLog(s string) string {
	if strings.ContainsAny(s, " \"=") {
		return strconv.Quote(s)
	}
	return s
}

// TestQueriesStayOutOfErrors breaks connections in every way a transport can report it, while
// the query holds a phone number.
func TestQueriesStayOutOfErrors(t *testing.T) {
	t.Parallel()
	inner := &url.Error{Op: "Get", URL: messagesURL + "?To=%2B15558675310", Err: io.ErrUnexpectedEOF}
	for name, cause := range map[string]error{
		"broken":     io.ErrUnexpectedEOF,
		"dial":       &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connection refused")},
		"url.Error":  inner,
		"two of one": &url.Error{Op: "Get", URL: messagesURL + "?To=%2B15558675310", Err: inner},
	} {
		var out bytes.Buffer
		logger := slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug}))
		w := newWire(t, fails(cause))
		c := w.client(once, twilio.WithLogger(logger))
		_, err := twilio.Collect(c.Messages.List(t.Context(), &twilio.ListMessagesParams{To: "+15558675310"}), 0)
		if err == nil {
			t.Fatalf("%s: no error", name)
		}
		if s := err.Error() + out.String(); strings.Contains(s, "5558675310") || strings.Contains(s, account) {
			t.Errorf("%s: the query shows in\n%v\n%s", name, err, &out)
		}
	}
}

// TestNumbersOfAnswersStayOutOfErrors decodes a phone number that came as a number.
func TestNumbersOfAnswersStayOutOfErrors(t *testing.T) {
	t.Parallel()
	w := newWire(t, always(http.StatusOK, `{"N":15558675310,"items":[{"N":15558675310}]}`))
	type small struct{ N int8 }
	c := w.client()
	_, one := twilio.Get[small](t.Context(), c, c.Path("X"), nil)
	_, many := twilio.Collect(twilio.List[small](t.Context(), c, c.Path("X"), "items", nil), 0)
	for _, err := range []error{one, many} {
		if e, ok := errors.AsType[*json.UnmarshalTypeError](err); !ok || e.Offset == 0 || longDigits.MatchString(err.Error()) {
			t.Errorf("error is %v", err)
		}
	}
}

func TestLog(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	logger := slog.New(slog.NewJSONHandler(&out, &slog.HandlerOptions{
		Level: slog.LevelDebug,
		ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
			if a.Key == slog.TimeKey || a.Key == "duration" {
				return slog.Attr{}
			}
			return a
		},
	}))
	w := newWire(t, inTurn(
		always(http.StatusTooManyRequests, `{"code":20429,"message":"slow down, +15558675310"}`, "Twilio-Request-Id", requestID),
		always(http.StatusCreated, messageJSON(1), "Twilio-Request-Id", requestID),
	))
	c := w.client(twilio.WithLogger(logger), twilio.WithRetry(twilio.RetryPolicy{BaseDelay: time.Nanosecond}))
	_, err := c.Messages.Create(t.Context(), &twilio.CreateMessageParams{To: "+15558675310", Body: "secret plan"})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"level":"DEBUG","msg":"twilio call","method":"POST","product":"api","path":"/2010-04-01/Accounts/{}/Messages","attempt":1,` +
		`"error":{"status":429,"code":20429,"message":"slow down, …","request_id":"` + requestID + `"}}
{"level":"INFO","msg":"twilio call","method":"POST","product":"api","path":"/2010-04-01/Accounts/{}/Messages","attempt":2,"status":201,"request_id":"` + requestID + `"}
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("log (-want +got):\n%s", diff)
	}
	out.Reset()
	quiet := w.client(twilio.WithLogger(slog.New(slog.NewTextHandler(&out, nil))))
	if _, err := quiet.Messages.Get(t.Context(), messageSID); err != nil || out.Len() > 0 {
		t.Errorf("at level Info a call that succeeds at once logs %q, %v", &out, err)
	}
}

func TestMessageIsLoggedWithoutItsBody(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	l := slog.New(slog.NewTextHandler(&out, nil))
	l.Info("x", slog.Any("m", &twilio.Message{
		SID: messageSID, To: "+15558675310", From: "+15557122661", Body: "secret plan", ErrorCode: 30003,
	}))
	l.Info("x", slog.Any("m", (*twilio.Message)(nil)))
	if s := out.String(); strings.Contains(s, "secret") || strings.Contains(s, "5558675310") || !strings.Contains(s, messageSID) || !strings.Contains(s, "30003") {
		t.Errorf("logged as %s", s)
	}
}
