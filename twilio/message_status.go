package twilio

// A MessageStatus is how far a message has come. A status that this version does not know
// passes through unchanged.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/message-resource#message-status-values
type MessageStatus string

// The statuses of a message. An outgoing message starts as [StatusQueued], as [StatusAccepted]
// if a Messaging Service has yet to choose its sender, or as [StatusScheduled]. It goes on to
// [StatusSent] when a carrier took it and to [StatusDelivered] when the handset did; it ends as
// [StatusFailed] if Twilio could not send it and as [StatusUndelivered] if the carrier could
// not deliver it. No status callback reports the status that a message starts with.
const (
	StatusAccepted    MessageStatus = "accepted"
	StatusScheduled   MessageStatus = "scheduled"
	StatusQueued      MessageStatus = "queued"
	StatusSending     MessageStatus = "sending"
	StatusSent        MessageStatus = "sent"
	StatusDelivered   MessageStatus = "delivered"
	StatusUndelivered MessageStatus = "undelivered"
	StatusFailed      MessageStatus = "failed"
	StatusCanceled    MessageStatus = "canceled"
	StatusRead        MessageStatus = "read" // WhatsApp and RCS only
	StatusReceiving   MessageStatus = "receiving"
	StatusReceived    MessageStatus = "received"
	// StatusPartiallyDelivered is deprecated by Twilio and no longer given to new messages.
	StatusPartiallyDelivered MessageStatus = "partially_delivered"
)

// Final reports whether a message with this status has come to its end: delivered, read,
// undelivered, failed, canceled or received. A delivered message may yet become read, and many
// carriers confirm nothing, so that sent is the last status one sees.
func (s MessageStatus) Final() bool {
	switch s {
	case StatusDelivered, StatusRead, StatusUndelivered, StatusFailed, StatusCanceled,
		StatusReceived, StatusPartiallyDelivered:
		return true
	}
	return false
}

// Failed reports whether the message did not reach its recipient: undelivered, failed or
// canceled.
func (s MessageStatus) Failed() bool {
	return s == StatusUndelivered || s == StatusFailed || s == StatusCanceled
}

// After reports whether a message that has had the status earlier can have come to s since. Status
// callbacks overtake each other and may come twice, while a message never goes back: heed a
// callback whose status is after the last one known, and leave out the others. Every status is
// after "". One that this version does not know is taken to come between [StatusSent] and the end.
func (s MessageStatus) After(earlier MessageStatus) bool { return s.rank() > earlier.rank() }

// rank orders the statuses as messages take them. Of those that exclude each other, the one that
// tells more has the higher rank.
func (s MessageStatus) rank() int {
	switch s {
	case "":
		return 0
	case StatusAccepted, StatusScheduled:
		return 1
	case StatusQueued, StatusReceiving:
		return 2
	case StatusSending:
		return 3
	case StatusSent:
		return 4
	case StatusCanceled:
		return 6
	case StatusFailed:
		return 7
	case StatusUndelivered:
		return 8
	case StatusPartiallyDelivered:
		return 9
	case StatusDelivered, StatusReceived:
		return 10
	case StatusRead:
		return 11
	}
	return 5
}

// A Direction says who sent a message and how.
type Direction string

// The directions of a message.
const (
	DirectionInbound       Direction = "inbound"        // from a person to Twilio
	DirectionOutboundAPI   Direction = "outbound-api"   // by the REST API
	DirectionOutboundCall  Direction = "outbound-call"  // during a call
	DirectionOutboundReply Direction = "outbound-reply" // by TwiML, in answer to an inbound message
)
