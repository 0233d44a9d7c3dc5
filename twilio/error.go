package twilio

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// An Error is Twilio's refusal of a call, or an answer in its place by a proxy. Get it from the
// error of any call with errors.As; or ask errors.Is for a code ([ErrUnsubscribedRecipient]) or
// for a class of HTTP status ([ErrNotFound]).
//
// Twilio docs: https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions
type Error struct {
	// Status is the HTTP status of the answer.
	Status int
	// Code is Twilio's own number for what is wrong, 0 if the answer had none.
	Code ErrorCode
	// Message is Twilio's explanation, as it came. It may hold phone numbers.
	Message string
	// MoreInfo is the page that explains the code.
	MoreInfo string
	// Details is what some products add, by name: the parameters at fault, a detail in words.
	Details map[string]any
	// RequestID identifies the call to Twilio's support (RQ…).
	RequestID string
	// RetryAfter is how long Twilio asks to wait before the next try, 0 if it does not say.
	RetryAfter time.Duration
}

// Error returns the code, Twilio's explanation, the HTTP status and the request's ID. What may
// identify a person or open a door is masked in the explanation: numbers, e-mail addresses,
// tokens and identities in paths. Message holds it unmasked.
func (e *Error) Error() string {
	var b strings.Builder
	switch {
	case e.Code != 0:
		b.WriteString(e.Code.Error())
	case e.Message == "":
		b.WriteString("no explanation in the answer")
	}
	if e.Message != "" && !e.saysItsName() {
		if b.Len() > 0 {
			b.WriteString(": ")
		}
		b.WriteString(mask(e.withoutName()))
	}
	fmt.Fprintf(&b, " (HTTP %d", e.Status)
	if text := http.StatusText(e.Status); text != "" {
		b.WriteString(" " + text)
	}
	if e.RequestID != "" {
		b.WriteString(", request " + maskWord(e.RequestID))
	}
	b.WriteByte(')')
	return b.String()
}

// saysItsName reports whether the message says no more than the code's name, which may have the
// product before it.
func (e *Error) saysItsName() bool {
	message := strings.TrimSuffix(e.Message, ".")
	name := strings.TrimSuffix(e.Code.Name(), ".")
	if len(message) > len(name) {
		return false
	}
	product, rest := name[:len(name)-len(message)], name[len(name)-len(message):]
	return strings.EqualFold(rest, message) && (product == "" || strings.HasSuffix(product, ": "))
}

// withoutName returns the message, or what it says after the code's name if it begins with that.
func (e *Error) withoutName() string {
	name := strings.TrimSuffix(e.Code.Name(), ".")
	if n := len(name); n > 0 && len(e.Message) > n && strings.EqualFold(e.Message[:n], name) {
		if rest, ok := strings.CutPrefix(e.Message[n:], ": "); ok {
			return rest
		}
	}
	return e.Message
}

// Unwrap returns the code, so that errors.Is and errors.As find it.
func (e *Error) Unwrap() error {
	if e.Code == 0 {
		return nil
	}
	return e.Code
}

// Is reports whether target is the class of e's HTTP status.
func (e *Error) Is(target error) bool {
	class, ok := target.(StatusError)
	if !ok {
		return false
	}
	if class == ErrServer {
		return e.Status >= 500
	}
	return e.Status == int(class)
}

// LogValue returns the parts that may be logged.
func (e *Error) LogValue() slog.Value {
	return slog.GroupValue(
		slog.Int("status", e.Status),
		slog.Int("code", int(e.Code)),
		slog.String("message", mask(e.Message)),
		slog.String("request_id", maskWord(e.RequestID)),
	)
}

// A StatusError is a class of refusal, by HTTP status, for errors.Is:
//
//	if errors.Is(err, twilio.ErrNotFound) { … }
type StatusError int

// The classes of refusal.
const (
	ErrBadRequest      StatusError = http.StatusBadRequest
	ErrUnauthorized    StatusError = http.StatusUnauthorized
	ErrForbidden       StatusError = http.StatusForbidden
	ErrNotFound        StatusError = http.StatusNotFound
	ErrConflict        StatusError = http.StatusConflict
	ErrTooManyRequests StatusError = http.StatusTooManyRequests
	ErrServer          StatusError = http.StatusInternalServerError // any status of 500 and more
)

// Error returns the status and its text: "HTTP 404 Not Found".
func (s StatusError) Error() string {
	return strings.TrimSpace("HTTP " + strconv.Itoa(int(s)) + " " + http.StatusText(int(s)))
}

// judge is the layer that turns every answer but a success into an error.
func (c *core) judge(next sender) sender {
	return func(ctx context.Context, r *request) (*response, error) {
		resp, err := next(ctx, r)
		if err != nil || resp.status >= 200 && resp.status < 300 || resp.status == r.accepts && !r.stream {
			return resp, err
		}
		if r.stream && resp.status >= 300 && resp.status < 400 && location(resp) != "" {
			return resp, nil
		}
		defer c.release(resp)
		return nil, newError(resp)
	}
}

// maxCode is above every code that Twilio has: a larger number is something else.
const maxCode = 999_999

// newError reads the error formats of the 2010 API, of v1 and v2, and of v3. Whatever does not
// fit, such as a proxy's page in HTML, leaves the fields empty.
func newError(resp *response) *Error {
	e := &Error{
		Status:     resp.status,
		RequestID:  resp.header.Get("Twilio-Request-Id"),
		RetryAfter: parseRetryAfter(resp.header.Get("Retry-After")),
	}
	var body map[string]json.RawMessage
	if json.Unmarshal(resp.buf.Bytes(), &body) != nil {
		return e
	}
	read := func(name string, v any) bool {
		raw, ok := body[name]
		return ok && json.Unmarshal(raw, v) == nil
	}
	if read("code", &e.Code); e.Code < 0 || e.Code > maxCode {
		e.Code = 0
	}
	read("message", &e.Message)
	read("more_info", &e.MoreInfo)
	read("details", &e.Details)
	for _, name := range []string{"detail", "params", "userError"} {
		var v any
		if read(name, &v) && v != nil {
			if e.Details == nil {
				e.Details = map[string]any{}
			}
			e.Details[name] = v
		}
	}
	if e.MoreInfo == "" && e.Code != 0 {
		e.MoreInfo = e.Code.URL()
	}
	return e
}
