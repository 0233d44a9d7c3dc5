package twiliotest

import (
	"fmt"
	"math/big"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// WithPrice sets what each segment of an SMS costs, and the currency by its ISO 4217 code. The
// default is 0.0075 USD. A message that has been delivered has the price of its segments, as a negative
// number with five places; before that, if it fails and on other channels, it has none. It panics if
// perSegment is no number.
func WithPrice(perSegment twilio.Decimal, currency string) Option {
	price := perSegment.Rat()
	if price == nil {
		panic(fmt.Sprintf("twiliotest: WithPrice: %q is not a number", perSegment))
	}
	return func(c *config) { c.price, c.currency = price, currency }
}

// price returns what a message costs, "" if that is not known. The caller holds tw.mu.
func (m *message) price() string {
	if !m.Status.Final() || m.Status.Failed() || m.free || m.channel() != channels.ChannelSMS {
		return ""
	}
	total := new(big.Rat).Mul(m.tariff, big.NewRat(int64(m.NumSegments), 1))
	return "-" + total.FloatString(5)
}

// expiry returns how long a message may wait in the queue.
func (m *message) expiry() time.Duration {
	validity := m.validity
	if validity == 0 && m.service != nil {
		validity = seconds(m.service.get("ValidityPeriod"))
	}
	if validity == 0 {
		validity = maxValidSeconds * time.Second
	}
	return validity
}

// obfuscated returns an address without its last four digits, for a message whose recipient is not to
// be kept.
func obfuscated(address channels.Address) channels.Address {
	if len(address) < 4 {
		return address
	}
	return address[:len(address)-4] + "XXXX"
}
