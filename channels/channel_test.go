package channels_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
)

func TestCapabilities(t *testing.T) {
	t.Parallel()
	const mib = 1 << 20
	for c, want := range map[channels.Channel]channels.Capabilities{
		channels.ChannelSMS: {
			MaxBody: 1600, Segmented: true, MaxMedia: 10, MaxMediaBytes: 5 * mib, MaxOtherBytes: 500 << 10,
		},
		channels.ChannelWhatsApp: {
			MaxBody: 1600, MaxMedia: 1, MaxMediaBytes: 16 * mib, MaxImageBytes: 5 * mib,
			Templates: true, Window: 24 * time.Hour, ReadReceipts: true, Typing: true,
		},
		channels.ChannelMessenger: {
			MaxBody: 1600, MaxMedia: 1, MaxMediaBytes: 16 * mib, Window: 24 * time.Hour, PersonFirst: true,
		},
		channels.ChannelRCS: {
			MaxBody: 1600, MaxMedia: 10, MaxMediaBytes: 16 * mib, Templates: true, ReadReceipts: true,
		},
	} {
		if diff := cmp.Diff(want, c.Capabilities()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c, diff)
		}
		if !c.Known() {
			t.Errorf("%s is not known", c)
		}
	}
	for _, c := range []channels.Channel{"", "apple", "SMS", "whatsapp:"} {
		if got := c.Capabilities(); c.Known() || got != (channels.Capabilities{}) {
			t.Errorf("%q is known, or carries something: %+v", c, got)
		}
	}
}

// What one caller does to the answer is not seen by the next.
func TestCapabilitiesAreCopies(t *testing.T) {
	t.Parallel()
	mine := channels.ChannelRCS.Capabilities()
	mine.MaxBody = 1
	if got := channels.ChannelRCS.Capabilities(); got == mine {
		t.Errorf("became %+v", got)
	}
}
