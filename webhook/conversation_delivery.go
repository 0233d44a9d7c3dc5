package webhook

import "github.com/twiliokit/twiliokit/twilio"

// A ConversationDeliveryUpdated says how far a message has come on its way to one participant who
// is reached on a channel (onDeliveryUpdated). Events need not arrive in order.
type ConversationDeliveryUpdated struct {
	ConversationEvent
	// ConversationSID is the conversation: CH….
	ConversationSID string `param:"ConversationSid"`
	// MessageSID is the message in the conversation: IM….
	MessageSID string `param:"MessageSid"`
	// ParticipantSID is whom it goes to: MB….
	ParticipantSID string `param:"ParticipantSid"`
	// DeliveryReceiptSID identifies the receipt: DY….
	DeliveryReceiptSID string `param:"DeliveryReceiptSid"`
	// ChannelMessageSID is the message on the channel: SM… or MM….
	ChannelMessageSID string `param:"ChannelMessageSid"`
	// Status is sent, delivered, read, failed or undelivered.
	Status twilio.MessageStatus `param:"Status"`
	// ErrorCode says why the message did not arrive, 0 if all is well.
	ErrorCode   twilio.ErrorCode `param:"ErrorCode"`
	DateCreated twilio.Time      `param:"DateCreated"`
	DateUpdated twilio.Time      `param:"DateUpdated"`
}
