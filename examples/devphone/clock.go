package main

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// tellTime answers with the emulator's time.
func (d *devphone) tellTime(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, map[string]any{"now": d.emulator().Now().UTC()})
}

// moveClock moves the emulator's clock on. It answers when all that fell due has happened.
func (d *devphone) moveClock(w http.ResponseWriter, r *http.Request) {
	if !readForm(w, r) {
		return
	}
	tw := d.emulator()
	ahead, err := readClock(r.PostForm, tw.Now())
	if err != nil {
		refuse(w, http.StatusBadRequest, err.Error())
		return
	}
	tw.Advance(ahead)
	now := map[string]any{"now": tw.Now().UTC()}
	d.log.add("clock", now)
	writeJSON(w, http.StatusOK, now)
}

// readClock returns by how much a form moves the clock on.
func readClock(form url.Values, now time.Time) (ahead time.Duration, err error) {
	for name := range form {
		if name != "Advance" && name != "To" {
			return 0, fmt.Errorf("%s is none of Advance and To", name)
		}
	}
	by, to := form.Get("Advance"), form.Get("To")
	switch {
	case (by == "") == (to == ""):
		return 0, errors.New("the clock needs Advance, such as 25h, or To, such as 2026-03-01T09:00:00Z, and not both")
	case by != "":
		if ahead, err = time.ParseDuration(by); err != nil {
			return 0, errors.New("the clock cannot Advance by this: it takes a duration such as 25h or 15m")
		}
	default:
		moment, err := time.Parse(time.RFC3339, to)
		if err != nil {
			return 0, errors.New("the clock cannot be moved To this: it takes a time such as 2026-03-01T09:00:00Z")
		}
		ahead = moment.Sub(now)
	}
	if ahead < 0 {
		return 0, fmt.Errorf("time does not go back: it is %s", now.UTC().Format(time.RFC3339Nano))
	}
	return ahead, nil
}
