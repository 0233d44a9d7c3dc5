package messaging

import (
	"log/slog"

	"github.com/twiliokit/twiliokit/channels"
)

// logMember returns what may be logged of a sender in a pool: its number masked.
func logMember(sid, serviceSID string, address channels.Address) slog.Value {
	return slog.GroupValue(
		slog.String("sid", sid),
		slog.String("service_sid", serviceSID),
		slog.Any("sender", address),
	)
}
