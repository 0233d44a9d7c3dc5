package twiliotest

import (
	"time"

	"github.com/twiliokit/twiliokit/channels"
)

// stored is what [Twilio.KeepState] keeps, with all that it leads to. It is guarded by the emulator's
// mutex.
type stored struct {
	main     *account
	accounts map[string]*account // by SID
	phones   map[channels.Address]*phone
	cookies  map[pair]*cookies
	// manyCookies is how many there may be before those that are too old are thrown away.
	manyCookies int
	answers     keptAnswers
	replied     map[pair][]time.Time   // lately, in TwiML
	heard       map[pair]time.Time     // when people last wrote
	optOuts     map[pair]bool          // of a person from a sender, or from a service by its SID
	tokens      map[string]accessToken // in use
	tokensMade  uint64
	counter     uint64 // of SIDs
	installs    uint64 // of the SIDs of channel senders
	calls       uint64 // of request IDs and idempotency tokens, which come in no fixed order
	// deactivated are the numbers that were given up, by day.
	deactivated map[string][]channels.Address
	domains     map[string]*domain // of short links, by SID
	mediaLinks  map[string]*mediaLink
	owed        []*owedCall // to the app, in the order in which they are to be made
	clock       keptClock
}

// keptClock is how the emulator's clock goes, from one process to the next.
type keptClock struct {
	ahead  time.Duration // of package time, if it runs
	moment time.Time     // at which it stands, zero if it runs
}

func newStored() stored {
	return stored{
		accounts:    map[string]*account{},
		phones:      map[channels.Address]*phone{},
		cookies:     map[pair]*cookies{},
		replied:     map[pair][]time.Time{},
		optOuts:     map[pair]bool{},
		heard:       map[pair]time.Time{},
		tokens:      map[string]accessToken{},
		deactivated: map[string][]channels.Address{},
		domains:     map[string]*domain{},
		mediaLinks:  map[string]*mediaLink{},
	}
}
