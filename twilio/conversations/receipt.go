package conversations

import (
	"context"
	"iter"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// A Receipt says what became of a message with one participant on a messaging channel.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/receipt-resource
type Receipt struct {
	// SID identifies the receipt: DY….
	SID string `json:"sid"`
	// AccountSID is the account that the receipt belongs to.
	AccountSID string `json:"account_sid"`
	// ChatServiceSID is the Conversation Service (IS…). It comes only from below a service.
	ChatServiceSID string `json:"chat_service_sid"`
	// ConversationSID is the conversation: CH….
	ConversationSID string `json:"conversation_sid"`
	// MessageSID is the message: IM….
	MessageSID string `json:"message_sid"`
	// ChannelMessageSID is the message on the participant's channel: SM…, WA….
	ChannelMessageSID string `json:"channel_message_sid"`
	// ParticipantSID is the participant: MB….
	ParticipantSID string `json:"participant_sid"`
	// Status is how far the message has come.
	Status ReceiptStatus `json:"status"`
	// ErrorCode says why it failed, 0 if it did not.
	ErrorCode twilio.ErrorCode `json:"error_code"`
	// DateCreated is when the receipt was made.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when it last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the receipt.
	URL string `json:"url"`
}

// ReceiptStatus is how far a message has come with one participant.
type ReceiptStatus string

// How far a message can come. Not every channel tells that it was read.
const (
	ReceiptStatusSent        ReceiptStatus = "sent"
	ReceiptStatusDelivered   ReceiptStatus = "delivered"
	ReceiptStatusRead        ReceiptStatus = "read"
	ReceiptStatusFailed      ReceiptStatus = "failed"
	ReceiptStatusUndelivered ReceiptStatus = "undelivered"
)

// ListReceiptsParams say which page of a message's receipts is wanted. The zero value lists all.
type ListReceiptsParams struct {
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ReceiptService reads the receipts of a message. It is reached as [MessageService.Receipts].
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/receipt-resource
type ReceiptService struct {
	client *twilio.Client
	path   twilio.Path
}

// Get fetches a receipt by its SID (DY…). The error matches [twilio.ErrNotFound] if there is none.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/receipt-resource
func (s *ReceiptService) Get(ctx context.Context, sid string) (*Receipt, error) {
	return twilio.Get[Receipt](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the receipts. params may be nil. See [twilio.List] for how the pages are fetched.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/receipt-resource
func (s *ReceiptService) List(ctx context.Context, params *ListReceiptsParams) iter.Seq2[*Receipt, error] {
	return twilio.List[Receipt](ctx, s.client, s.path, "delivery_receipts", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 receipts to a page, which
// is its limit too.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/receipt-resource
func (s *ReceiptService) ListPage(ctx context.Context, params *ListReceiptsParams) (*twilio.Page[Receipt], error) {
	return twilio.ListPage[Receipt](ctx, s.client, s.path, "delivery_receipts", params)
}
