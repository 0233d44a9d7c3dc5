package content_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio/content"
)

// FuzzTypes holds that what was read and written reads and writes the same from then on, and
// that no type gets lost.
func FuzzTypes(f *testing.F) {
	for name, tt := range full {
		f.Add(`{"` + name + `":` + tt.json + `}`)
	}
	f.Add(`{"twilio/pay":{"price":1.10},"twilio/text":{"BODY":"B","new":null},"twilio/location":{"latitude":"{{1}}"}}`)
	f.Fuzz(func(t *testing.T, text string) {
		var first, second content.Types
		if json.Unmarshal([]byte(text), &first) != nil {
			return
		}
		written := write(t, first)
		if err := json.Unmarshal([]byte(written), &second); err != nil {
			t.Fatalf("%v: %s", err, written)
		}
		if diff := cmp.Diff(first.Names(), second.Names()); diff != "" {
			t.Errorf("names (-first +second):\n%s", diff)
		}
		if diff := cmp.Diff(written, write(t, second)); diff != "" {
			t.Errorf("written (-first +second):\n%s", diff)
		}
	})
}
