package twilio

import (
	"fmt"
	"net/url"
	"strings"
	"time"
)

// A Time is a moment in an answer of the API: the 2010 API writes RFC 2822 ("Fri, 24 May 2019
// 17:44:46 +0000"), the newer ones RFC 3339. Both read as UTC. What Twilio sends as null, such
// as the date_sent of a message still queued, is the zero Time: ask IsZero.
type Time struct{ time.Time }

// UnmarshalJSON reads a date in RFC 2822 or RFC 3339, "" or null.
func (t *Time) UnmarshalJSON(b []byte) error {
	text := b
	b = unquote(b)
	if len(b) == 0 || string(b) == "null" {
		*t = Time{}
		return nil
	}
	s := string(b)
	// The first character tells the formats apart without an attempt at the wrong one.
	layout := "Mon, 2 Jan 2006 15:04:05 -0700"
	if s[0] >= '0' && s[0] <= '9' {
		layout = time.RFC3339Nano
	} else if strings.HasSuffix(s, "GMT") {
		layout = "Mon, 2 Jan 2006 15:04:05 GMT"
	}
	parsed, err := time.Parse(layout, s)
	if err != nil {
		return fmt.Errorf("twilio: %s is not a date", kindOf(text))
	}
	t.Time = parsed.UTC()
	return nil
}

// MarshalJSON writes RFC 3339, and null for the zero Time.
func (t Time) MarshalJSON() ([]byte, error) {
	if t.IsZero() {
		return []byte("null"), nil
	}
	return t.Time.MarshalJSON()
}

// A Date is a bound on a list's filter by date: a whole day in UTC made by [Day], or a moment
// made by [Moment]. The zero Date sends nothing.
type Date struct {
	t      time.Time
	moment bool
}

// Day is a whole day, midnight to midnight in UTC.
func Day(year int, month time.Month, day int) Date {
	return Date{t: time.Date(year, month, day, 0, 0, 0, 0, time.UTC)}
}

// Moment is the second in which t lies. The zero t gives the zero Date.
func Moment(t time.Time) Date { return Date{t: t.UTC(), moment: true} }

// IsZero reports whether d is the zero Date.
func (d Date) IsZero() bool { return d.t.IsZero() }

// String returns d as the API takes it: 2026-11-21, or 2026-11-21T09:30:00Z.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.moment:
		return d.t.Format("2006-01-02T15:04:05Z")
	}
	return d.t.Format(time.DateOnly)
}

// EncodeValues writes d into a query. It is called while parameters are encoded.
func (d Date) EncodeValues(key string, v *url.Values) error {
	if !d.IsZero() {
		v.Set(key, d.String())
	}
	return nil
}
