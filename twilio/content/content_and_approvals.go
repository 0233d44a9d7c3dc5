package content

import (
	"context"
	"iter"
	"log/slog"

	"github.com/twiliokit/twiliokit/twilio"
)

// A TemplateWithApproval is a template along with what WhatsApp says of it. It is the API's
// ContentAndApprovals resource.
//
// Twilio docs: https://www.twilio.com/docs/content/content-api-resources
type TemplateWithApproval struct {
	// SID identifies the template (HX…).
	SID string `json:"sid"`
	// AccountSID is the account that the template belongs to.
	AccountSID string `json:"account_sid"`
	// FriendlyName is what the account calls the template.
	FriendlyName string `json:"friendly_name"`
	// Language is the language of the texts.
	Language string `json:"language"`
	// Variables are the placeholders' defaults.
	Variables twilio.ContentVariables `json:"variables"`
	// Types are the ways in which the template can be shown.
	Types Types `json:"types"`
	// Approval is what WhatsApp says of the template.
	Approval Approval `json:"approval_requests"`
	// DateCreated is when the template was made.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when it last changed.
	DateUpdated twilio.Time `json:"date_updated"`
}

// LogValue returns what may be logged of a template: none of its texts.
func (t *TemplateWithApproval) LogValue() slog.Value {
	if t == nil {
		return slog.Value{}
	}
	return slog.GroupValue(append(logValue(t.SID, t.Language, t.Types).Group(),
		slog.String("approval", string(t.Approval.Status)))...)
}

// TemplateWithApprovalService lists templates along with their approval. It is reached as
// [API.TemplatesWithApproval].
//
// Twilio docs: https://www.twilio.com/docs/content/content-api-resources
type TemplateWithApprovalService struct {
	client       *twilio.Client
	path, search twilio.Path
}

// List returns the account's templates and their approval. params may be nil. See [twilio.List]
// for how the pages are fetched.
//
// Twilio docs: https://www.twilio.com/docs/content/content-api-resources
func (s *TemplateWithApprovalService) List(ctx context.Context, params *ListTemplatesParams) iter.Seq2[*TemplateWithApproval, error] {
	return twilio.List[TemplateWithApproval](ctx, s.client, s.path, listKey, params)
}

// ListPage fetches one page of what List returns.
//
// Twilio docs: https://www.twilio.com/docs/content/content-api-resources
func (s *TemplateWithApprovalService) ListPage(ctx context.Context, params *ListTemplatesParams) (*twilio.Page[TemplateWithApproval], error) {
	return twilio.ListPage[TemplateWithApproval](ctx, s.client, s.path, listKey, params)
}

// Search returns the account's templates that match all of the filters, and their approval, in
// v2 of the API. params may be nil.
//
// Twilio docs: https://www.twilio.com/docs/content/content-api-resources
func (s *TemplateWithApprovalService) Search(ctx context.Context, params *SearchTemplatesParams) iter.Seq2[*TemplateWithApproval, error] {
	return twilio.List[TemplateWithApproval](ctx, s.client, s.search, listKey, params)
}

// SearchPage fetches one page of what Search returns.
//
// Twilio docs: https://www.twilio.com/docs/content/content-api-resources
func (s *TemplateWithApprovalService) SearchPage(ctx context.Context, params *SearchTemplatesParams) (*twilio.Page[TemplateWithApproval], error) {
	return twilio.ListPage[TemplateWithApproval](ctx, s.client, s.search, listKey, params)
}
