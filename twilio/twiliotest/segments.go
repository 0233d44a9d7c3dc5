package twiliotest

import (
	"strings"

	"github.com/twiliokit/twiliokit/channels"
)

// smartly reports whether a message has Smart Encoding: if its call says so, or else if its service
// does. The caller holds tw.mu.
func (c *call) smartly(s *service) bool {
	if own := c.params.Get("SmartEncoded"); own != "" {
		return strings.EqualFold(own, "true")
	}
	return s != nil && s.is("SmartEncoding")
}

// traveling returns the text that leaves Twilio, which Smart Encoding may have made shorter. The
// record keeps what the app wrote. The caller holds tw.mu.
func (m *message) traveling() string {
	if m.smart && m.channel() == channels.ChannelSMS {
		return channels.SmartEncode(m.Body)
	}
	return m.Body
}

// segments returns how many parts a message is charged as. Only SMS is cut, and no MMS. The caller
// holds tw.mu.
func (m *message) segments() int {
	if m.channel() != channels.ChannelSMS || !m.linked && (m.mms || len(m.Media) > 0) {
		return 1
	}
	return channels.Segments(m.traveling()).Count
}
