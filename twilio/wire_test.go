package twilio_test

import (
	"encoding/json"
	"math"
	"math/big"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
)

// read decodes JSON into a T, or returns "error" and checks that the error's text repeats no
// number that could be a phone's.
func read[T any](t *testing.T, text string) any {
	t.Helper()
	var v struct{ V T }
	if err := json.Unmarshal([]byte(`{"V":`+text+`}`), &v); err != nil {
		if longDigits.MatchString(err.Error()) || len(err.Error()) > 200 {
			t.Errorf("%s: the error says too much: %v", text, err)
		}
		return "error"
	}
	return v.V
}

func TestInt(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]any{
		`3`: twilio.Int(3), `"3"`: twilio.Int(3), `null`: twilio.Int(0), `""`: twilio.Int(0), `-12`: twilio.Int(-12),
		`"9223372036854775807"`: twilio.Int(math.MaxInt64), `"9223372036854775808"`: "error", `1e400`: "error",
		`3.5`: "error", `"three"`: "error", `"15558675310x"`: "error", `true`: "error", `{}`: "error", `[1]`: "error", `" 3"`: "error",
	} {
		if diff := cmp.Diff(want, read[twilio.Int](t, text)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
}

func TestSeconds(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]any{
		`60`: twilio.Seconds(60), `"14400"`: twilio.Seconds(14400), `null`: twilio.Seconds(0), `"1h"`: "error",
	} {
		if diff := cmp.Diff(want, read[twilio.Seconds](t, text)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
	if diff := cmp.Diff(4*time.Hour, twilio.Seconds(14400).Duration()); diff != "" {
		t.Errorf("Duration (-want +got):\n%s", diff)
	}
}

func TestDecimal(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]any{
		`"-0.00750"`: twilio.Decimal("-0.00750"), `-0.0075`: twilio.Decimal("-0.0075"), `null`: twilio.Decimal(""),
		`""`: twilio.Decimal(""), `0`: twilio.Decimal("0"), `"n/a"`: twilio.Decimal("n/a"),
		`"123456789012345678901234567890.1"`: twilio.Decimal("123456789012345678901234567890.1"),
		`true`:                               "error", `{}`: "error", `[1]`: "error",
	} {
		if diff := cmp.Diff(want, read[twilio.Decimal](t, text)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
	for d, want := range map[twilio.Decimal]string{
		"-0.00750": "-3/400", "0": "0/1", "": "none", "n/a": "none", "1e999999999": "none", "1/3": "none",
		"0x10": "none", "1_000": "none", "--1": "none", ".": "none",
	} {
		got := "none"
		if r := d.Rat(); r != nil {
			got = r.String()
		}
		if got != want {
			t.Errorf("Decimal(%q).Rat() = %s, want %s", d, got, want)
		}
	}
	sum := new(big.Rat)
	for range 1000 {
		sum.Add(sum, twilio.Decimal("-0.00750").Rat())
	}
	if got := sum.FloatString(5); got != "-7.50000" {
		t.Errorf("a thousand messages cost %s", got)
	}
}

func TestTime(t *testing.T) {
	t.Parallel()
	at := time.Date(2019, 5, 24, 17, 44, 46, 0, time.UTC)
	for text, want := range map[string]any{
		`"Fri, 24 May 2019 17:44:46 +0000"`: at, `"Fri, 24 May 2019 19:44:46 +0200"`: at,
		`"Fri, 24 May 2019 17:44:46 GMT"`: at, `"2019-05-24T17:44:46Z"`: at, `"2019-05-24T19:44:46+02:00"`: at,
		`"2019-05-24T17:44:46.5Z"`:         at.Add(time.Second / 2),
		`"Wed, 5 Jun 2019 22:04:00 +0500"`: time.Date(2019, 6, 5, 17, 4, 0, 0, time.UTC),
		`null`:                             time.Time{}, `""`: time.Time{},
		`"Fri, 24 May 2019 17:44:46 PST"`: "error", `"yesterday"`: "error", `5`: "error", `{}`: "error",
		`"2019-13-45T00:00:00Z"`: "error", `"15558675310"`: "error", `"` + strings.Repeat("9", 1<<16) + `"`: "error",
	} {
		got := read[twilio.Time](t, text)
		if tm, ok := got.(twilio.Time); ok {
			got = tm.Time
			if loc := tm.Location(); loc != time.UTC && !tm.IsZero() {
				t.Errorf("%s is in %v", text, loc)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%.60s (-want +got):\n%s", text, diff)
		}
	}
	b, err := json.Marshal([]twilio.Time{{Time: at}, {}})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(`["2019-05-24T17:44:46Z",null]`, string(b)); diff != "" {
		t.Errorf("written (-want +got):\n%s", diff)
	}
}

// What stands where a number or a date should be may be anything, also the text of a message.
func TestErrorsOfWireTypesRepeatNothing(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`"SECRETBODY and more"`: "a text of 19 bytes is not", `"2019 SECRETBODY"`: "a text of 15 bytes is not",
		`{"body":"SECRETBODY"}`: "an object is not", `["SECRETBODY"]`: "a list is not", `true`: "a boolean is not", `1.5e3`: "a number is not",
	} {
		for kind, err := range map[string]error{
			"a date":         json.Unmarshal([]byte(text), new(twilio.Time)),
			"a whole number": json.Unmarshal([]byte(text), new(twilio.Int)),
			"a number":       json.Unmarshal([]byte(text), new(twilio.Decimal)),
		} {
			if kind == "a number" && err == nil && (text[0] == '"' || text[0] == '1') {
				continue // Twilio may write any text for a number that it does not know
			}
			if err == nil || err.Error() != "twilio: "+want+" "+kind {
				t.Errorf("%s: %v, want %s %s", text, err, want, kind)
			}
		}
		for _, err := range []error{json.Unmarshal([]byte(text), new(twilio.Seconds)), json.Unmarshal([]byte(text), new(twilio.ErrorCode))} {
			if err == nil || strings.Contains(err.Error(), "SECRET") {
				t.Errorf("%s: %v", text, err)
			}
		}
	}
}

func TestErrorCodeWire(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]any{
		`30003`: twilio.ErrUnreachableHandset, `"30003"`: twilio.ErrUnreachableHandset, `null`: twilio.ErrorCode(0),
		`"x"`: "error", `{}`: "error",
	} {
		// An ErrorCode is an error, which cmp would print by its text.
		got := read[twilio.ErrorCode](t, text)
		if got != want {
			t.Errorf("%s is %v, want %v", text, got, want)
		}
	}
	for code, want := range map[twilio.ErrorCode]string{
		21610: "21610 Attempt to send to unsubscribed recipient", 99999: "error code 99999", 0: "no error code",
	} {
		if got := code.Error(); got != want {
			t.Errorf("Error() = %q, want %q", got, want)
		}
	}
	if diff := cmp.Diff("https://www.twilio.com/docs/api/errors/21610", twilio.ErrUnsubscribedRecipient.URL()); diff != "" {
		t.Error(diff)
	}
}

func TestDates(t *testing.T) {
	t.Parallel()
	day := time.Date(2026, 11, 21, 23, 30, 0, 999, time.FixedZone("", -60*60))
	for want, d := range map[string]twilio.Date{
		"": {}, "2026-11-21": twilio.Day(2026, time.November, 21), "2026-12-01": twilio.Day(2026, time.November, 31),
		"2026-11-22T00:30:00Z": twilio.Moment(day),
	} {
		if diff := cmp.Diff(want, d.String()); diff != "" {
			t.Errorf("String (-want +got):\n%s", diff)
		}
		v := url.Values{}
		if err := d.EncodeValues("D", &v); err != nil {
			t.Fatal(err)
		}
		if v.Get("D") != want || v.Has("D") == d.IsZero() {
			t.Errorf("%v is encoded as %v", d, v)
		}
	}
	if !twilio.Moment(time.Time{}).IsZero() {
		t.Error("the zero moment is not the zero Date")
	}
}

func TestMessageStatus(t *testing.T) {
	t.Parallel()
	type verdict struct{ Final, Failed bool }
	for status, want := range map[twilio.MessageStatus]verdict{
		twilio.StatusQueued: {}, twilio.StatusAccepted: {}, twilio.StatusScheduled: {}, twilio.StatusSending: {},
		twilio.StatusSent: {}, twilio.StatusReceiving: {}, "brand_new": {}, "": {},
		twilio.StatusDelivered: {Final: true}, twilio.StatusRead: {Final: true}, twilio.StatusReceived: {Final: true},
		twilio.StatusPartiallyDelivered: {Final: true},
		twilio.StatusUndelivered:        {true, true}, twilio.StatusFailed: {true, true}, twilio.StatusCanceled: {true, true},
	} {
		if diff := cmp.Diff(want, verdict{status.Final(), status.Failed()}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", status, diff)
		}
	}
}

// TestMessageReadsWhatItDoesNotKnow decodes an answer of a later version of the API.
func TestMessageReadsWhatItDoesNotKnow(t *testing.T) {
	t.Parallel()
	var m twilio.Message
	err := json.Unmarshal([]byte(`{"sid":null,"from":null,"to":"signal:ada","body":null,"status":"teleported",
		"num_segments":2,"num_media":null,"price":-0.0075,"price_unit":null,"error_code":"30003","date_sent":null,
		"subresource_uris":null,"tags":{"a":["b"]}}`), &m)
	if err != nil {
		t.Fatal(err)
	}
	want := twilio.Message{
		To: "signal:ada", Status: "teleported", NumSegments: 2, Price: "-0.0075", ErrorCode: twilio.ErrUnreachableHandset,
	}
	if diff := cmp.Diff(want, m); diff != "" {
		t.Errorf("message (-want +got):\n%s", diff)
	}
}
