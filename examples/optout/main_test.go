package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRun(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	if err := run(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	const (
		unknown  = "offer held back: consent: no consent to the message: the person has not opted in\n"
		optedOut = "offer held back: consent: no consent to the message: the person opted out\n"
		sent     = "offer sent\n"
	)
	story, phones, _ := strings.Cut(out.String(), "What Alice's phone shows")
	want := "sms       " + unknown + "whatsapp  " + unknown +
		"\nsms       Alice writes START\nsms       " + sent + "whatsapp  Alice writes START\nwhatsapp  " + sent +
		"\nsms       Alice writes STOP\nsms       " + optedOut + "whatsapp  " + sent +
		"\nsms       " + optedOut + "whatsapp  Alice writes STOP\nwhatsapp  " + optedOut +
		"\nsms       Alice writes YES\nsms       " + sent + "whatsapp  " + optedOut + "\n"
	if diff := cmp.Diff(want, story); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// On both phones: an offer after each START, and after STOP the last word is not the shop's offer.
	sms, whatsapp, _ := strings.Cut(phones, "What Alice's phone shows")
	for name, tt := range map[string]struct {
		shows  string
		offers int
		end    string
	}{
		"sms":      {sms, 2, "< Half price today!\n\n"},
		"whatsapp": {whatsapp, 2, "> STOP\n< You will not hear from us again.\n\n"},
	} {
		if ours := strings.Contains(tt.shows, "< Welcome!"); ours != (name == "whatsapp") {
			t.Errorf("%s: START is answered by the app: %v\n%s", name, ours, tt.shows)
		}
		if n := strings.Count(tt.shows, "Half price"); n != tt.offers || !strings.HasSuffix(tt.shows, tt.end) {
			t.Errorf("%s: %d offers in:\n%s", name, n, tt.shows)
		}
	}
}
