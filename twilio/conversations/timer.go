package conversations

import (
	"strconv"
	"strings"
	"time"
)

// A Timer is a span of time as the API writes it, a duration of ISO 8601 such as "PT24H" or
// "P3D". [After] makes one of a [time.Duration]. The empty Timer says that there is none.
//
// Twilio docs: https://www.twilio.com/docs/conversations/states-timers
type Timer string

// After is the timer that runs for d: After(24*time.Hour) is "PT24H". Fractions of a second are
// cut off.
func After(d time.Duration) Timer {
	seconds := int64(d / time.Second)
	sign := ""
	if seconds < 0 { // nothing that Twilio takes, and left for it to say so
		sign, seconds = "-", -seconds
	}
	text := sign + "PT"
	if h := seconds / 3600; h > 0 {
		text += strconv.FormatInt(h, 10) + "H"
	}
	if m := seconds / 60 % 60; m > 0 {
		text += strconv.FormatInt(m, 10) + "M"
	}
	if s := seconds % 60; s > 0 || seconds == 0 {
		text += strconv.FormatInt(s, 10) + "S"
	}
	return Timer(text)
}

// timerUnits are what a timer is counted in, largest first, before and after the T. Years and
// months are of no certain length.
var timerUnits = []struct {
	name  byte
	clock bool
	unit  time.Duration
}{
	{'W', false, 7 * 24 * time.Hour}, {'D', false, 24 * time.Hour},
	{'H', true, time.Hour}, {'M', true, time.Minute}, {'S', true, time.Second},
}

// Duration returns t as a [time.Duration], a day being 24 hours, and whether t is one: it is not
// if it counts in years or months, in fractions, or is no duration of ISO 8601.
func (t Timer) Duration() (time.Duration, bool) {
	rest, ok := strings.CutPrefix(string(t), "P")
	date, clock, timed := strings.Cut(rest, "T")
	if !ok || rest == "" || timed && clock == "" {
		return 0, false
	}
	const most = 1<<63 - 1
	var sum time.Duration
	for _, u := range timerUnits {
		part := &date
		if u.clock {
			part = &clock
		}
		digits := len(*part) - len(strings.TrimLeft(*part, "0123456789"))
		if digits == 0 || digits == len(*part) || (*part)[digits] != u.name {
			continue
		}
		n, err := strconv.ParseInt((*part)[:digits], 10, 64)
		if err != nil || n > int64((most-sum)/u.unit) {
			return 0, false
		}
		sum += time.Duration(n) * u.unit
		*part = (*part)[digits+1:]
	}
	return sum, date == "" && clock == ""
}
